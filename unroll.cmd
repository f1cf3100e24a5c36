@echo off
rem Starts unroll; builds it first when its jar is missing.
setlocal
set "home=%~dp0"
set "jar=%home%unroll.jar"
if not exist "%jar%" set "jar=%home%app\core\target\unroll.jar"
set "archive=%jar:~0,-4%.jsa"
set "java="
if defined JAVA_HOME (set "java=%JAVA_HOME%\bin\java.exe") else for %%j in (java.exe) do set "java=%%~$PATH:j"
if not exist "%java%" (
  echo unroll: no Java found; install a JDK 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
if not exist "%jar%" (
  echo unroll: building, once; the first build downloads its libraries ... 1>&2
  pushd "%home%"
  call mvnw.cmd -q -B -pl app/core -am package -DskipTests 1>&2
  if errorlevel 1 (
    popd
    echo unroll: the build failed 1>&2
    exit /b 1
  )
  popd
  if exist "%archive%" del /f "%archive%"
  if exist "%archive%.of" del /f "%archive%.of"
)
rem Java's archive of the jar's classes, as it has read and checked them; Java leaves that of another jar or Java alone. It is
rem tried once: where it fails, or nothing can be written beside the jar, starts go without.
set "made=%archive%.%random%"
if not exist "%archive%.of" if not exist "%archive%" (
  type nul >"%archive%.of" 2>nul
  if exist "%archive%.of" (
    echo unroll: preparing faster starts, once ... 1>&2
    "%java%" -XX:ArchiveClassesAtExit="%made%" -jar "%jar%" train "%home%app\configs\hello.yaml" --out "%made%.run" >nul 2>&1
    if exist "%made%.run" rmdir /s /q "%made%.run"
    if exist "%made%" move /y "%made%" "%archive%" >nul
  )
)
set "shared="
if exist "%archive%" set shared=-XX:SharedArchiveFile="%archive%" -Xshare:auto -Xlog:cds*=off
"%java%" %shared% %UNROLL_JAVA_OPTIONS% -jar "%jar%" %*
exit /b %errorlevel%
