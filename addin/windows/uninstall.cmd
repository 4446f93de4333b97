@echo off
rem Removes Kaohe for the current user and leaves nothing behind.
setlocal
set place=C:\ProgramData\Kaohe
"%~dp0python\python.exe" -I -B -X utf8 -c "from kaohe.cli import main; main()" addin uninstall %*
set result=%errorlevel%
if not "%result%"=="0" goto end
rem A running interpreter can't remove its own folder. It has removed manifest.json if the
rem folder is to go. One line, because this file itself may go with it.
if not exist "%place%\manifest.json" (rmdir /s /q "%place%\python" & del "%place%\uninstall.cmd" & rmdir "%place%") 2>nul & (if "%~1"=="" pause) & exit /b 0
:end
if "%~1"=="" pause
exit /b %result%
