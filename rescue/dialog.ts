import { isAbsolute, join } from 'node:path';
import { appPath } from './app-paths.ts';
import { openPage } from './browser-window.ts';

/** Runs in the isolated world: the browser's own file chooser. */
const CHOOSE = `function (accept) {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.onchange = () => resolve([...input.files]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}`;

/**
 * Runs in the isolated world: asks for a path in the window itself, since a page never learns where a person would save.
 * The question is shown in a closed shadow root, with the system's own colours.
 */
const ASK_PATH = `function (title, button, suggested) {
  return new Promise((resolve) => {
    const holder = document.createElement('div');
    const root = holder.attachShadow({ mode: 'closed' });
    const style = new CSSStyleSheet();
    style.replaceSync(
      'dialog{color-scheme:light dark;background:Canvas;color:CanvasText;border:2px solid;border-radius:8px;padding:24px;width:min(40rem,80vw);font:1rem/1.5 system-ui}' +
      'label{display:block}input{box-sizing:border-box;width:100%;min-height:44px;font:inherit;margin-block:8px 16px}' +
      'button{min-height:44px;padding-inline:20px;font:inherit;margin-inline-end:12px}dialog::backdrop{background:#0008}');
    root.adoptedStyleSheets = [style];
    const make = (name, text) => Object.assign(document.createElement(name), { textContent: text });
    const dialog = make('dialog', '');
    const form = Object.assign(make('form', ''), { method: 'dialog' });
    const label = make('label', title);
    const input = Object.assign(document.createElement('input'), { value: suggested, spellcheck: false });
    const yes = Object.assign(make('button', button), { value: 'yes' });
    const no = Object.assign(make('button', 'Cancel'), { value: 'no' });
    dialog.setAttribute('aria-label', title);
    label.append(input);
    form.append(label, yes, no);
    dialog.append(form);
    root.append(dialog);
    document.body.append(holder);
    dialog.onclose = () => {
      holder.remove();
      resolve(dialog.returnValue === 'yes' ? input.value : '');
    };
    dialog.showModal();
    input.select();
  });
}`;

// Electron's dialogs take a window before the options, or the options alone; the app gives the options alone.
type Dialogs = Pick<Electron.Dialog, 'showErrorBox' | 'showOpenDialog' | 'showSaveDialog'>;

const own = {
  async showOpenDialog(options: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue> {
    if (options.properties?.includes('openDirectory') === true) {
      const path = await askPath(options, 'Halligan');
      return { canceled: path === null, filePaths: path === null ? [] : [path] };
    }
    const page = openPage();
    const chosen = await page.run(CHOOSE, [endings(options.filters)], 'object');
    const files = chosen.objectId === undefined ? [] : await page.memberObjects(chosen.objectId);
    const filePaths = await Promise.all(files.map((file) => page.filePath(file)));
    return { canceled: filePaths.length === 0, filePaths };
  },

  async showSaveDialog(options: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue> {
    const path = await askPath(options, 'export');
    return { canceled: path === null, filePath: path ?? '' };
  },

  showErrorBox(title: string, content: string): void {
    process.stderr.write(`${title}: ${content}\n`);
  },
};

export const dialog: Dialogs = own as unknown as Dialogs;

/** An absolute path, or null when the person changed their mind or typed something else. */
async function askPath(options: { title?: string; buttonLabel?: string; defaultPath?: string }, fallback: string): Promise<string | null> {
  const name = options.defaultPath ?? fallback;
  const suggested = isAbsolute(name) ? name : join(appPath('documents'), name);
  const { value } = await openPage().run(ASK_PATH, [options.title ?? 'Path', options.buttonLabel ?? 'OK', suggested]);
  return typeof value === 'string' && isAbsolute(value) ? value : null;
}

function endings(filters: readonly Electron.FileFilter[] = []): string {
  return filters.flatMap(({ extensions }) => extensions.filter((ending) => ending !== '*').map((ending) => `.${ending}`)).join(',');
}
