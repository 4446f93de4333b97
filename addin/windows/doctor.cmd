@echo off
rem Checks Excel, its policies and the installation, and says what to do.
setlocal DisableDelayedExpansion
"%~dp0python\python.exe" -I -B -X utf8 -c "from kaohe.cli import main; main()" addin doctor %*
set result=%errorlevel%
if "%~1"=="" pause
exit /b %result%
