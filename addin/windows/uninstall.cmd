@echo off
rem Removes Kaohe for the current user and leaves nothing behind.
setlocal DisableDelayedExpansion
set place=C:\ProgramData\Kaohe
set wait=cd .
if "%~1"=="" set wait=pause
"%~dp0python\python.exe" -I -B -X utf8 -c "from kaohe.cli import main; main()" addin uninstall %*
set result=%errorlevel%
if not "%result%"=="0" goto end
if exist "%place%\manifest.json" goto end
rem A running interpreter can't remove its own folder. It has removed manifest.json: the folder
rem is to go. From here on one line, because this file itself goes with it.
cd /d "%SystemRoot%" & rmdir /s /q "%place%\python" 2>nul & del "%place%\uninstall.cmd" 2>nul & rmdir "%place%" 2>nul & (if exist "%place%" start "" /b cmd /c "ping -n 3 127.0.0.1 >nul & rmdir %place% 2>nul") & %wait% & exit /b 0
:end
%wait%
exit /b %result%
