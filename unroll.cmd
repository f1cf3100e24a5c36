@echo off
rem Starts unroll; builds it first when its jar is missing.
setlocal
set "home=%~dp0"
set "jar=%home%app\core\target\unroll.jar"
set "archive=%home%app\core\target\unroll.jsa"
if defined JAVA_HOME (set "java=%JAVA_HOME%\bin\java.exe") else (set "java=java.exe")
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
)
rem Java's archive of the jar's classes, as it has read and checked them; Java leaves that of another jar or Java alone.
if not exist "%archive%" (
  echo unroll: preparing faster starts, once ... 1>&2
  "%java%" -XX:ArchiveClassesAtExit="%archive%.new" -jar "%jar%" train "%home%app\configs\hello.yaml" --out "%archive%.run" >nul 2>&1
  if exist "%archive%.run" rmdir /s /q "%archive%.run"
  if exist "%archive%.new" move /y "%archive%.new" "%archive%" >nul
)
set "shared="
if exist "%archive%" set shared=-XX:SharedArchiveFile="%archive%" -Xshare:auto -Xlog:cds*=off
"%java%" %shared% %UNROLL_JAVA_OPTIONS% -jar "%jar%" %*
exit /b %errorlevel%
