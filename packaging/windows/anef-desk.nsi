; The Windows installer: for one account, without an administrator.
;
;   makensis -DVERSION=0.1.0 -DFROZEN=build\frozen\anef-desk -DOUT=dist\setup.exe ...
;
; /S installs without asking anything; /D=PLACE, last, chooses the place.
Unicode true
ManifestDPIAware true
ManifestLongPathAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include MUI2.nsh
!include FileFunc.nsh

!define NAME "ANEF Desk"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\AnefDesk"

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\ANEF Desk"
InstallDirRegKey HKCU "Software\AnefDesk" "Place"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "GPL-3.0-or-later"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\anef-desk.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Arabic"
!insertmacro MUI_LANGUAGE "Farsi"
!insertmacro MUI_LANGUAGE "Ukrainian"

LangString OpenVault ${LANG_FRENCH} "Ouvrir avec ANEF Desk"
LangString OpenVault ${LANG_ENGLISH} "Open with ANEF Desk"
LangString OpenVault ${LANG_ARABIC} "فتح باستخدام ANEF Desk"
LangString OpenVault ${LANG_FARSI} "باز کردن با ANEF Desk"
LangString OpenVault ${LANG_UKRAINIAN} "Відкрити в ANEF Desk"

Section
  ; An older version leaves nothing of itself; vaults are elsewhere.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FROZEN}${SEPARATOR}*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\ANEF Desk.lnk" "$INSTDIR\anef-desk.exe"

  WriteRegStr HKCU "Software\AnefDesk" "Place" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\Directory\shell\AnefDesk" "" "$(OpenVault)"
  WriteRegStr HKCU "Software\Classes\Directory\shell\AnefDesk" "Icon" "$INSTDIR\anef-desk.exe"
  WriteRegStr HKCU "Software\Classes\Directory\shell\AnefDesk\command" "" '"$INSTDIR\anef-desk.exe" "%1"'

  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\anef-desk.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "ANEF Desk contributors"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ; The vaults are in the folder of the account, and stay there.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\anef-desk.exe"
  Delete "$INSTDIR\anef-desk-command.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\ANEF Desk.lnk"
  DeleteRegKey HKCU "Software\Classes\Directory\shell\AnefDesk"
  DeleteRegKey HKCU "Software\AnefDesk"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
