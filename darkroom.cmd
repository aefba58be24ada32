@echo off
rem Starts Darkroom. Builds it first where that is needed: in a fresh clone, and after a change of the sources.
rem DARKROOM_JAVA_OPTS: further flags for the Java virtual machine.
setlocal
set "home=%~dp0"
set "home=%home:~0,-1%"
set "app=%home%\engine\cli\target\app"
set "jar=%app%\darkroom.jar"
set "archive=%app%\darkroom.jsa"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"

"%java%" -version >nul 2>&1
if errorlevel 1 (
  echo darkroom: there is no %java%; install a JDK 17 or newer and put it on the PATH, or set JAVA_HOME to it. 1>&2
  exit /b 2
)

if not exist "%jar%" (
  call :build "first run" || exit /b 2
) else (
  powershell -NoProfile -Command "$made = (Get-Item -LiteralPath $env:jar).LastWriteTime; $found = Get-ChildItem -LiteralPath ($env:home + '\engine'), ($env:home + '\nodes'), ($env:home + '\web-ui'), ($env:home + '\pom.xml') -Recurse -File | Where-Object { $_.LastWriteTime -gt $made -and $_.FullName -notmatch '\\(target|test|node_modules|web-ui\\(e2e|bench))\\|\.test\.ts$' } | Select-Object -First 1; exit [int]($null -ne $found)"
  if errorlevel 1 call :build "sources changed" || exit /b 2
)

rem Nothing leaves this machine: should another version of ONNX Runtime ever be put in, it is told so before it starts.
set "ORT_DISABLE_TELEMETRY=1"

set "flags=-XX:+UseSerialGC -XX:MaxRAMPercentage=50 -XX:MaxDirectMemorySize=1024g -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED -Xlog:disable -Xlog:all=error:stderr %DARKROOM_JAVA_OPTS%"

if not exist "%archive%" (
  echo Preparing Darkroom ^(once after each build^)... 1>&2
  "%java%" %flags% -XX:ArchiveClassesAtExit="%archive%" -Ddarkroom.home="%home%" -jar "%jar%" rehearse "%home%\workflows\lighthouse-at-night.json" "%app%\trial" >nul 2>&1 <nul
  if exist "%app%\trial" rmdir /s /q "%app%\trial"
)

rem jdk.console keeps the console as it was before Java 22, so that the program can tell whether a person watches.
"%java%" %flags% -XX:SharedArchiveFile="%archive%" -Ddarkroom.home="%home%" -Djdk.console=java.base -jar "%jar%" %*
exit /b %errorlevel%

:build
for %%t in (mvn npm) do where %%t >nul 2>&1 || (
  echo darkroom: there is no %%t; building needs a JDK 17 or newer, Maven and Node on the PATH. 1>&2
  exit /b 2
)
echo Building Darkroom (%~1)... 1>&2
if exist "%archive%" del "%archive%"
pushd "%home%"
set "skip=false"
pushd web-ui
call npm run --silent packages 1>&2 <nul
if errorlevel 1 (
  set "skip=true"
  echo darkroom: the editor is left out of this build, see above; all else works. 1>&2
)
popd
call mvn -B -q -Dstyle.color=never -DskipTests -DskipUi=%skip% -pl engine/cli -am package 1>&2 <nul
if errorlevel 1 (
  popd
  echo darkroom: the build failed, see above. 1>&2
  exit /b 2
)
popd
exit /b 0
