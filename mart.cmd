@echo off
rem The one script of SBMI Mart, for Windows; see `mart` for what it does.
rem   mart                 the till on the demo shop
rem   mart test [ARGS]     every check and test; with ARGS only pytest with these
rem   mart COMMAND [ARGS]  the same as sbmi-mart COMMAND [ARGS]
setlocal
set "root=%~dp0"
set "root=%root:~0,-1%"
set "environment=%root%\.venv"
set "lock=requirements.lock"
if /i "%~1"=="test" set "lock=requirements-dev.lock"

if exist "%environment%\Scripts\python.exe" (
  fc /b "%root%\%lock%" "%environment%\%lock%" >nul 2>nul && goto run
)

echo mart: preparing %environment% (once; takes a minute or two) 1>&2
if not exist "%environment%\Scripts\python.exe" (
  py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul || (
    echo mart: Python 3.11 or newer is needed: https://www.python.org/downloads/windows/ 1>&2
    exit /b 1
  )
  py -3 -m venv "%environment%" || exit /b 1
)
"%environment%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --require-hashes -r "%root%\%lock%" || (
  echo mart: the libraries could not be installed; is there a network? 1>&2
  exit /b 1
)
copy /y "%root%\%lock%" "%environment%\%lock%" >nul
copy /y "%root%\requirements.lock" "%environment%\requirements.lock" >nul

:run
set "PYTHONPATH=%root%;%PYTHONPATH%"
set "python=%environment%\Scripts\python.exe"
if /i "%~1"=="test" goto test
if "%~1"=="" (
  "%python%" -P -m pos demo
) else (
  "%python%" -P -m pos %*
)
exit /b %errorlevel%

:test
cd /d "%root%"
for /f "tokens=1,* delims= " %%a in ("%*") do set "rest=%%b"
if not "%rest%"=="" (
  "%python%" -m pytest %rest%
  exit /b %errorlevel%
)
"%python%" -m ruff check . || exit /b 1
"%python%" -m ruff format --check --quiet . || exit /b 1
"%python%" -m mypy || exit /b 1
"%python%" -c "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())" --no-cache || exit /b 1
"%python%" -m pytest -n 2 --dist loadgroup
exit /b %errorlevel%
