@echo off
rem Installs Kaohe for the current user. No administrator, no network.
setlocal DisableDelayedExpansion
if not exist "%~dp0python\python.exe" goto packed
"%~dp0python\python.exe" -I -B -X utf8 -c "from kaohe.cli import main; main()" addin install %*
set result=%errorlevel%
goto end
:packed
rem Double-clicked inside the archive: Windows unpacked this file alone.
rem This file is ASCII, so the words stand here as character codes: unpack all files first.
echo Please extract all files of the archive first, then run install.cmd again.
powershell -NoProfile -Command "Write-Host (-join [char[]](0x8BF7,0x5148,0x89E3,0x538B,0x5168,0x90E8,0x6587,0x4EF6,0xFF0C,0x518D,0x8FD0,0x884C)) install.cmd" 2>nul
set result=2
:end
if "%~1"=="" pause
exit /b %result%
