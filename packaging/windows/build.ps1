# Make the Windows installer and the portable archive, on Windows, with Python 3.11 or
# later and NSIS (makensis) installed:
#
#   powershell -File packaging\windows\build.ps1
#
# Set CERTIFICATE to the thumbprint of a signing certificate to sign what is made.
$ErrorActionPreference = "Stop"
Set-Location "$PSScriptRoot\..\.."

python packaging\freeze.py
if ($LASTEXITCODE) { exit $LASTEXITCODE }
$version = (& build\frozen\anef-desk\anef-desk-command.exe --version).Trim()
New-Item -ItemType Directory -Force dist | Out-Null

function Set-Signature($file) {
    if ($env:CERTIFICATE) {
        signtool sign /fd SHA256 /sha1 $env:CERTIFICATE /t http://timestamp.digicert.com $file
        if ($LASTEXITCODE) { exit $LASTEXITCODE }
    }
}

Set-Signature build\frozen\anef-desk\anef-desk.exe
Set-Signature build\frozen\anef-desk\anef-desk-command.exe
$setup = "dist\anef-desk-$version-windows.exe"
makensis -V2 "-DVERSION=$version" "-DFROZEN=$PWD\build\frozen\anef-desk" "-DSEPARATOR=\" `
    "-DOUT=$PWD\$setup" "-DICON=$PWD\packaging\icons\anef-desk.ico" `
    packaging\windows\anef-desk.nsi
if ($LASTEXITCODE) { exit $LASTEXITCODE }
Set-Signature $setup

# The portable copy keeps its data beside itself: the file "portable" says so.
$folder = "build\portable\anef-desk-$version"
Remove-Item -Recurse -Force build\portable -ErrorAction SilentlyContinue
New-Item -ItemType Directory -Force build\portable | Out-Null
Copy-Item -Recurse build\frozen\anef-desk $folder
Set-Content -Path "$folder\portable" -Encoding utf8 `
    -Value "Cette copie garde ses données dans le dossier data, à côté."
Compress-Archive -Force -Path $folder -DestinationPath "dist\anef-desk-$version-windows.zip"
Get-Item dist\anef-desk-$version-windows.*
