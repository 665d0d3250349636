/**
 * Runs in the page: tries every way out that a page has, against a listener on loopback, and says what came of each. "REACHED"
 * would be a success of the attacker. Self-contained, since only its source travels.
 */
export async function reachOut(port: number): Promise<Record<string, string>> {
  const out: Record<string, string> = {};
  const host = `127.0.0.1:${port}`;
  async function attempt(name: string, act: () => Promise<string>): Promise<void> {
    // The limit of an attempt that nothing answers, which is what should happen.
    const late = new Promise<string>((resolve) => setTimeout(resolve, 2500, 'nothing came of it'));
    out[name] = await Promise.race([act(), late]).catch((error: Error) => error.name);
  }
  /** The end of something that opens, or fails, by events. */
  function ending(target: EventTarget, opened: string): Promise<string> {
    return new Promise((resolve) => {
      target.addEventListener(opened, () => resolve('REACHED'));
      target.addEventListener('error', () => resolve('error'));
    });
  }
  const element = <Name extends 'img' | 'iframe' | 'link' | 'script' | 'object'>(
    name: Name,
    members: object,
  ): HTMLElementTagNameMap[Name] => document.head.appendChild(Object.assign(document.createElement(name), members));

  await attempt('fetch', () => fetch(`http://${host}/fetch`).then(() => 'REACHED'));
  await attempt('fetch by name', () => fetch(`http://localhost:${port}/fetch`).then(() => 'REACHED'));
  await attempt('fetch without cors', () => fetch(`http://${host}/fetch`, { mode: 'no-cors' }).then(() => 'REACHED'));
  await attempt('fetch elsewhere', () => fetch('https://example.com/').then((response) => (response.ok ? 'REACHED' : 'refused')));
  await attempt('xhr', () => {
    const request = new XMLHttpRequest();
    const end = ending(request, 'load');
    request.open('GET', `http://${host}/xhr`);
    request.send();
    return end;
  });
  await attempt('websocket', () => ending(new WebSocket(`ws://${host}/ws`), 'open'));
  await attempt('secure websocket', () => ending(new WebSocket(`wss://localhost:${port}/ws`), 'open'));
  await attempt('event source', () => ending(new EventSource(`http://${host}/events`), 'open'));
  await attempt('beacon', async () => `queued: ${navigator.sendBeacon(`http://${host}/beacon`, 'x')}`); // it says so even when it is blocked: the listener tells
  await attempt('image', () => ending(Object.assign(new Image(), { src: `http://${host}/image` }), 'load'));
  await attempt('frame', () => ending(element('iframe', { src: `http://${host}/frame` }), 'nothing'));
  await attempt('links', async () => {
    for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'prerender', 'modulepreload', 'stylesheet', 'icon'])
      element('link', { rel, href: `http://${host}/${rel}` });
    return 'asked';
  });
  await attempt('form', async () => {
    const form = document.body.appendChild(
      Object.assign(document.createElement('form'), { action: `http://${host}/form`, method: 'post' }),
    );
    form.submit();
    form.remove();
    return 'asked';
  });
  await attempt('worker', async () => {
    const source = `fetch('http://${host}/worker').then(() => postMessage('REACHED'), (error) => postMessage(error.name))`;
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    return new Promise((resolve) => {
      worker.onmessage = (event) => resolve(String(event.data));
      worker.onerror = () => resolve('error');
    });
  });
  await attempt('service worker', () => navigator.serviceWorker.register('/page.js').then(() => 'REACHED'));
  await attempt('web transport', () => new WebTransport(`https://${host}/transport`).ready.then(() => 'REACHED'));
  await attempt('webrtc', () => {
    const servers = [{ urls: `stun:${host}` }, { urls: `turn:${host}?transport=tcp`, username: 'u', credential: 'c' }];
    const peer = new RTCPeerConnection({ iceServers: servers });
    let candidates = 0;
    peer.createDataChannel('x');
    void peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    return new Promise((resolve) => {
      peer.onicecandidate = (event) => {
        if (event.candidate === null) resolve(candidates === 0 ? 'no candidate' : `REACHED ${candidates} candidates`);
        else if (event.candidate.candidate !== '') candidates += 1;
      };
    });
  });
  return out;
}
