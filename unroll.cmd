@echo off
rem Starts unroll; builds it first when its jar is missing.
setlocal
set "home=%~dp0"
set "jar=%home%app\core\target\unroll.jar"
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
)
"%java%" -Dorg.bytedeco.javacpp.maxphysicalbytes=0 %UNROLL_JAVA_OPTIONS% -jar "%jar%" %*
exit /b %errorlevel%
