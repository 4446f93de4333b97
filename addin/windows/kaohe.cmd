@echo off
rem The command line: kaohe.cmd new, recalc, check, form, stats, export, compare, merge and more.
setlocal DisableDelayedExpansion
"%~dp0python\python.exe" -I -B -X utf8 -c "from kaohe.cli import main; main()" %*
