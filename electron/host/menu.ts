import { Menu } from 'electron';

/** No menu, and so none of its shortcuts (reload, developer tools). macOS needs one for copy and paste to work. */
export function setMenu(): void {
  if (process.platform === 'darwin')
    Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]));
  else Menu.setApplicationMenu(null);
}
