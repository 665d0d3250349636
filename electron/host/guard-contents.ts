import { app } from 'electron';
import type { Border } from './border.ts';
import { schemeOf } from './scheme-of.ts';

/**
 * Holds every page of the app where it is: `home` is the one address that may be loaded (and loaded again). Other addresses,
 * redirects, frames, new windows and webviews are refused, for pages that nobody should have made as well as for the window's own.
 */
export function guardContents(home: string, border: Border): void {
  app.on('web-contents-created', (_created, contents) => {
    const stay = (event: { readonly url: string; preventDefault(): void }): void => {
      if (event.url === home) return;
      border.refused('navigation', schemeOf(event.url));
      event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => {
      border.refused('webview', 'webview');
      event.preventDefault();
    });
    contents.setWindowOpenHandler(({ url }) => {
      border.refused('window', schemeOf(url));
      return { action: 'deny' };
    });
  });
}
