/** How a browser installs an app that it does not offer to install by itself. By its name: no feature tells this. Pure. */

export function howToInstall(userAgent: string): string {
  if (/iPad|iPhone/.test(userAgent)) return 'In Safari: the share button, then “Add to Home Screen”.';
  if (/Android/.test(userAgent)) return 'In the browser’s menu: “Install app”, or “Add to Home screen”.';
  if (/Edg\//.test(userAgent)) return 'In the menu (…): Apps, then “Install this site as an app”.';
  if (/Chrom(e|ium)\//.test(userAgent))
    return 'By the install icon at the end of the address bar, or the menu (⋮): “Cast, save and share”, then “Install page as app”. Chromium offers it once the app is stored; windows without a profile cannot.';
  if (/Firefox\//.test(userAgent))
    return 'Firefox installs apps on Windows (the icon in the address bar) and on Android. Elsewhere a bookmark opens it, offline too.';
  if (/Safari\//.test(userAgent)) return 'In Safari on a Mac: File, then “Add to Dock”.';
  return 'This browser does not offer it. A bookmark opens the app, offline too.';
}
