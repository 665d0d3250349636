import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SampleRooms, sampleRooms } from './sample-rooms.ts';

let rooms: SampleRooms;
beforeEach(() => {
  rooms = sampleRooms();
});
afterEach(() => rooms.remove());

/** A probe: what it does, its text, and the finding. */
type Probe = readonly [what: string, text: string, finding: RegExp];

/** Plants each text as `path`, and expects findings about that file alone, `finding` among them. */
function refused(path: string, probes: readonly Probe[]): void {
  for (const [what, text, finding] of probes) {
    it(what, () => {
      rooms.plant(path, text);
      const { findings } = rooms.check();
      expect(findings.filter((one) => !one.startsWith(`${path}:`))).toEqual([]);
      expect(findings).toContainEqual(expect.stringMatching(finding));
    });
  }
}

const HANDED_ON = /hands on navigator, and what is then taken from it cannot be seen: write navigator\.NAME where it is used\./;
const CREDENTIALS = /uses navigator\.credentials, which only renderer\/keys may use\./;

describe('security keys outside their room', () => {
  refused('renderer/bad.tsx', [
    ["of a frame's window that gets another name", 'export const bad = (f: HTMLIFrameElement) => [f.contentWindow];', /hands on window/],
    ["of an event's window that is taken apart", 'export const bad = ({ view: { navigator: n } }: UIEvent) => n.credentials;', HANDED_ON],
    [
      'under a name that is made to look like another',
      'export const bad = (navigator: Navigator) => navigator.credentials;',
      /has its own navigator: give it another name\./,
    ],
    [
      'under an imported name',
      "import { get as navigator } from './keys/touch.ts';\nexport const bad = navigator.name;",
      /has its own navigator/,
    ],
    ['by a name with an escape', 'export const bad = n\\u0061vigator.credentials;', CREDENTIALS],
    ['plainly', 'export const bad = () => navigator.credentials.get();', CREDENTIALS],
    ['by window', 'export const bad = () => window.navigator.credentials.get();', CREDENTIALS],
    ['by their quoted name', "export const bad = () => navigator?.['credentials'].get();", CREDENTIALS],
    ['by a template', 'export const bad = () => navigator[`credentials`].get();', CREDENTIALS],
    ['by a name in pieces', "export const bad = () => navigator['cred' + 'entials'].get();", CREDENTIALS],
    ['through a cast', 'export const bad = (navigator as unknown as Navigator)!.credentials;', CREDENTIALS],
    ['through globalThis in brackets', "export const bad = globalThis['navigator'].credentials;", CREDENTIALS],
    ['through a window of a window', 'export const bad = window.self.parent.navigator.credentials;', CREDENTIALS],
    ["through the document's window", 'export const bad = document.defaultView?.navigator.credentials;', CREDENTIALS],
    ["through a frame's window", 'export const bad = (f: HTMLIFrameElement) => f.contentWindow?.navigator.credentials;', CREDENTIALS],
    ['through a window of any name', 'export const bad = (e: UIEvent) => e.view?.navigator.credentials;', CREDENTIALS],
    ['taken apart', 'const { credentials } = navigator;\nexport const bad = [credentials];', HANDED_ON],
    ['taken apart by an assignment', 'let c;\n({ credentials: c } = navigator);\nexport const bad = [c];', HANDED_ON],
    ['taken apart by a parameter', 'export const bad = ({ credentials } = navigator) => credentials;', HANDED_ON],
    ['taken apart in two steps', 'const { navigator: { credentials } } = window;\nexport const bad = [credentials];', HANDED_ON],
    ['with another name', 'const n = navigator;\nexport const bad = n.credentials;', HANDED_ON],
    ['with another name that is cast', 'const n = navigator as Navigator;\nexport const bad = n.credentials;', HANDED_ON],
    ['given to a function', "export const bad = Reflect.get(navigator, 'credentials');", HANDED_ON],
    ['given back', 'export const bad = () => navigator;', HANDED_ON],
    ['put into an object', 'export const bad = { navigator };', HANDED_ON],
    ['put into a list', 'export const bad = [navigator][0].credentials;', HANDED_ON],
    ['put into a tag', 'export const bad = <p title={navigator} />;', HANDED_ON],
    ['spread', 'export const bad = { ...navigator };', HANDED_ON],
    ['after a comma', 'export const bad = (0, navigator).credentials;', HANDED_ON],
    ['chosen', 'export const bad = (true && navigator).credentials;', HANDED_ON],
    ['asked for its class', 'export const bad = navigator instanceof Spy;', HANDED_ON],
    ['as a default', 'export default navigator;', HANDED_ON],
    [
      'by a name made at run time',
      'export const bad = (name: string) => navigator[name];',
      /takes a member of navigator by a name made at run time/,
    ],
    ['by another name of the browser', 'export const bad = clientInformation.credentials;', /uses clientInformation: write navigator\./],
    ['by another name of window', 'const w = window;\nexport const bad = w;', /hands on window, .* write window\.NAME/],
    ['of globalThis taken apart', 'const { navigator: n } = globalThis;\nexport const bad = n.credentials;', /hands on globalThis/],
    [
      'of a window by a name made at run time',
      'export const bad = (name: string) => window[name];',
      /takes a member of window by a name made/,
    ],
    ['of a window that is given away', 'export const bad = Object.entries(self);', /hands on self/],
    ['by the name as a text', "export const bad = (w: object) => Reflect.get(w, 'navigator');", /names navigator in a text/],
    [
      'though the types say that the name is another',
      'declare const navigator: { credentials: number };\nexport const bad = navigator.credentials;',
      CREDENTIALS,
    ],
    [
      'though the name is imported as a type',
      "import type { navigator } from './keys/touch.ts';\nexport const bad = navigator.credentials;",
      CREDENTIALS,
    ],
    [
      'though the name is another one in a block above',
      '{ const navigator = { credentials: 1 }; navigator.credentials; }\nexport const bad = navigator.credentials;',
      /^renderer\/bad\.tsx:2 uses navigator\.credentials/,
    ],
    [
      'though a variable of the function has the name, which its parameters do not see',
      'export function bad(c = navigator.credentials) { var navigator = 1; return [c, navigator]; }',
      CREDENTIALS,
    ],
    [
      'though a case has the name, which its switch does not see',
      'switch (navigator.credentials) { case 1: { } default: let navigator = 1; }\nexport const bad = 1;',
      CREDENTIALS,
    ],
    ['of a worker of the browser', "export const bad = navigator.serviceWorker.register('/x.js');", /uses navigator\.serviceWorker/],
  ]);

  it('may be asked for in their room, and all else of the browser anywhere', () => {
    rooms.plant('renderer/keys/more.ts', 'export const more = () => window.navigator.credentials.create();');
    rooms.plant(
      'renderer/good.ts',
      [
        "export const wrote = (text: string) => navigator.clipboard.writeText(text) && 'credentials' in navigator;",
        "export const there = typeof navigator !== 'undefined' && window === window.top && window['history'].length;",
        'export function other(parent: { credentials: number }, self: object) { return [parent.credentials, self]; }',
        'export const rows = (vault: { credentials: number[]; window: object; parent: object }) => [vault.credentials, vault.window];',
        "export const ask = () => fetch('/x', { credentials: 'omit' });",
        'window.setTimeout(() => {}, 1);',
      ].join('\n'),
    );
    expect(rooms.check().findings).toEqual([]);
  });
});

describe('a module that no import names, on Node', () => {
  const REQUIRE = /uses createRequire for more than createRequire\(import\.meta\.url\)\.resolve/;
  const MODULE =
    /from node:module, with which code can be loaded unseen: import by name, and only builtinModules, createRequire, isBuiltin\./;
  refused('core/sync/bad.ts', [
    [
      'by the name of a constructor',
      "export const bad = Object.getOwnPropertyDescriptor(async () => {}, 'constructor');",
      /names constructor in a text/,
    ],
    [
      'by the name of getBuiltinModule',
      "const name = 'getBuiltinModule';\nexport const bad = { name };",
      /names getBuiltinModule in a text/,
    ],
    ['by import = require()', "import bad = require('node:vm');", /from node:vm/],
    ['by import = a global', 'import bad = process;', /hands on process/],
    ['by eval in a class that is abstract', "export abstract class Bad { @eval('1') abstract bad: number }", /uses eval/],
    [
      'by eval under its own name',
      'export const bad = (eval: (text: string) => void) => eval("1");',
      /has its own eval: give it another name/,
    ],
    [
      'by createRequire',
      "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nexport const bad = require('better-sqlite3');",
      REQUIRE,
    ],
    [
      'by createRequire under another name',
      "import { createRequire as make } from 'node:module';\nconst load = make(import.meta.url);\nexport const bad = load('better-sqlite3');",
      REQUIRE,
    ],
    [
      'by createRequire in one go',
      "import { createRequire } from 'node:module';\nexport const bad = createRequire(import.meta.url)('better-sqlite3');",
      REQUIRE,
    ],
    ['by createRequire that is handed on', "import { createRequire } from 'node:module';\nexport const bad = [createRequire];", REQUIRE],
    [
      'by what createRequire resolves with',
      "import { createRequire } from 'node:module';\nexport const bad = createRequire(import.meta.url).main?.require('x');",
      REQUIRE,
    ],
    [
      'by all of node:module',
      "import * as module from 'node:module';\nexport const bad = module.createRequire(import.meta.url)('x');",
      MODULE,
    ],
    ['by its default', "import module from 'node:module';\nexport const bad = module.createRequire(import.meta.url)('x');", MODULE],
    ['by its default under a name', "import { default as m } from 'node:module';\nexport const bad = m.createRequire('x')('x');", MODULE],
    ['by a quoted name', "import { 'createRequire' as make } from 'node:module';\nexport const bad = make(import.meta.url)('x');", MODULE],
    ['by _load', "import { _load } from 'node:module';\nexport const bad = _load('x');", /takes _load from node:module/],
    ['by node:module when it is needed', "export const bad = (await import('node:module')).createRequire('x')('x');", MODULE],
    ['by a hook', "import { registerHooks } from 'node:module';\nregisterHooks({});", /takes registerHooks from node:module/],
    [
      'by getBuiltinModule',
      "export const bad = process.getBuiltinModule('node:sqlite');",
      /uses process\.getBuiltinModule, which loads code unseen/,
    ],
    [
      'by getBuiltinModule and createRequire',
      "export const bad = process.getBuiltinModule('module').createRequire(import.meta.url)('better-sqlite3');",
      /uses process\.getBuiltinModule/,
    ],
    [
      'by getBuiltinModule in brackets',
      "export const bad = globalThis['process']?.['getBuiltinModule']('fs');",
      /uses process\.getBuiltinModule/,
    ],
    ['by process under another name', "const p = process;\nexport const bad = p.getBuiltinModule('fs');", /hands on process/],
    ['by process taken apart', 'const { getBuiltinModule } = process;\nexport const bad = [getBuiltinModule];', /hands on process/],
    [
      'by process as a module',
      "import process from 'node:process';\nexport const bad = process.getBuiltinModule('fs');",
      /from node:process.*write process/,
    ],
    ['by an inner binding', "export const bad = process.binding('fs');", /uses process\.binding/],
    ['by dlopen', "export const bad = process.dlopen({}, './x.node');", /uses process\.dlopen/],
    ['by a module that is native', "import './x.node';", /imports core\/sync\/x\.node/],
    ['by the main module', "export const bad = process.mainModule?.require('fs');", /uses process\.mainModule/],
    ['by require', "export const bad = require('better-sqlite3');", /uses require, which loads modules unseen: write an import\./],
    [
      'by require that is only declared',
      'declare function require(name: string): unknown;\nexport const bad = require("x");',
      /uses require/,
    ],
    ['by require under another name', "const load = require;\nexport const bad = load('better-sqlite3');", /uses require/],
    ['by require.resolve', "export const bad = require.resolve('better-sqlite3');", /uses require/],
    ['by module.require', "export const bad = module.require('better-sqlite3');", /uses module, which loads modules unseen/],
    ['by import.meta.require', "export const bad = import.meta.require('better-sqlite3');", /uses import\.meta for more than url/],
    ['by import.meta.glob', "export const bad = import.meta.glob('../store/*.ts');", /uses import\.meta for more than url/],
    [
      'by import.meta under another name',
      "const meta = import.meta;\nexport const bad = meta.glob('../store/*.ts');",
      /uses import\.meta for more/,
    ],
    [
      'by import.meta taken apart',
      'const { resolve } = import.meta;\nexport const bad = [resolve];',
      /uses import\.meta for more than url/,
    ],
    ['by a name made at run time', 'export const bad = (name: string) => import(name);', /made at run time.*write the name/],
    ['by a template made at run time', `export const bad = (name: string) => import(\`../store/\${name}.ts\`);`, /made at run time/],
    ['by a name in pieces', "export const bad = import('../st' + 'ore/file.ts');", /made at run time/],
    [
      'by a file that is only resolved',
      "export const bad = import(new URL('../store/walk.ts', import.meta.url).href);",
      /made at run time/,
    ],
    ['by a text that is code', "export const bad = import('data:text/javascript,export default 1');", /no package of build\/rooms\.ts/],
    ['by a text that is code, at once', 'import \'data:text/javascript,import "node:fs"\';', /no package of build\/rooms\.ts/],
    ['by eval', "export const bad = eval('1');", /uses eval, which runs text as code: write the code\./],
    ['by eval from afar', "export const bad = (0, globalThis.eval)('1');", /uses eval/],
    ['by eval under another name', "const run = eval;\nexport const bad = run('1');", /uses eval/],
    ['by Function', "export const bad = new Function('return 1')();", /uses Function, which runs text as code/],
    ['by Function without new', "export const bad = Function('return 1')();", /uses Function/],
    ['by the constructor of a function', "export const bad = (() => {}).constructor('return 1')();", /takes a constructor/],
    ['by a constructor in brackets', "export const bad = (() => {})['constructor']('return 1')();", /takes a constructor/],
    ['by a constructor taken apart', 'const { constructor: F } = async () => {};\nexport const bad = F("1")();', /takes a constructor/],
    [
      'by node:vm',
      "import { runInThisContext } from 'node:vm';\nexport const bad = runInThisContext('1');",
      /takes runInThisContext from node:vm/,
    ],
    [
      'by node:inspector',
      "import { Session } from 'node:inspector';\nexport const bad = new Session();",
      /takes Session from node:inspector/,
    ],
    [
      'by a worker that is a text',
      "import { Worker } from 'node:worker_threads';\nexport const bad = new Worker('1', { eval: true });",
      /uses Worker in a way that hides which file it runs: write new Worker\(new URL\('\.\/FILE', import\.meta\.url\)\)\./,
    ],
    [
      'by a worker of a variable',
      "import { Worker as Thread } from 'node:worker_threads';\nexport const bad = (url: URL) => new Thread(url);",
      /uses Worker in a way that hides/,
    ],
    [
      'by a worker under another name',
      "import { Worker } from 'node:worker_threads';\nconst W = [Worker][0];\nexport const bad = W;",
      /uses Worker in a way that hides/,
    ],
    [
      'by all that workers have',
      "import * as threads from 'node:worker_threads';\nexport const bad = threads;",
      /from node:worker_threads/,
    ],
    [
      'by a worker of another room',
      "import { Worker } from 'node:worker_threads';\nexport const bad = new Worker(new URL('../unseal/requests.ts', import.meta.url));",
      /core\/sync may import only core\/store/,
    ],
    ['by executeJavaScript', "export const bad = (w: W) => w.executeJavaScript('1');", /uses executeJavaScript/],
    [
      'by a comment to the compiler',
      '/// <reference path="../unseal/requests.ts" />\nexport const bad = 1;',
      /commands the compiler by a comment/,
    ],
    [
      'by a comment to the compiler of tags',
      '/** @jsxImportSource ../unseal */\nexport const bad = 1;',
      /commands the compiler by a comment/,
    ],
  ]);

  it('is not what plain code does', () => {
    rooms.plant(
      'core/sync/good.ts',
      [
        "import { createRequire, isBuiltin } from 'node:module';",
        "import { parentPort, Worker } from 'node:worker_threads';",
        "export const path = [createRequire(import.meta.url).resolve('x'), import.meta.dirname, isBuiltin('fs')];",
        "export const thread = new Worker(new URL('./link.ts', import.meta.url));",
        'export const isWorker = (one: unknown): boolean => one instanceof Worker || typeof one === "function";',
        'export class Thread { readonly #worker: Worker | null = null; constructor(readonly require: (name: string) => void) { require("x"); } }',
        'export const arguments_ = [...process.argv, process?.env["HOME"], parentPort, (process as { parentPort?: 1 }).parentPort];',
        "export const later = async () => [await import('./link.ts'), await import(`../store/file.ts`)];",
        'setTimeout(() => {}, 1);',
      ].join('\n'),
    );
    expect(rooms.check().findings).toEqual([]);
  });
});

describe('Node where it is not', () => {
  const NODE = /shared\/base runs where Node is not/;
  refused('shared/base/bad.ts', [
    ['by getBuiltinModule', "export const bad = process.getBuiltinModule('node:fs');", NODE],
    ['by process', 'export const bad = process.env["HOME"];', NODE],
    ['by process of globalThis', "export const bad = globalThis.process.getBuiltinModule('node:fs');", NODE],
    ['by process that is only declared', 'declare const process: { cwd(): string };\nexport const bad = process.cwd();', NODE],
    ['by process under another name', 'const p = process;\nexport const bad = p.env;', NODE],
    ['by a question for process', "export const bad = typeof process === 'undefined';", NODE],
    ['by Buffer', 'export const bad = Buffer.from([1]);', NODE],
    ['by global', 'export const bad = global.process;', NODE],
    ['by setImmediate', 'setImmediate(() => {});\nexport const bad = 1;', NODE],
    ['by an import when it is needed', "export const bad = () => import('node:fs');", NODE],
    ['by a template', 'export const bad = () => import(`node:fs`);', NODE],
    ['by its types', "export type Bad = import('node:fs').Stats;", NODE],
  ]);
});

describe('code that a page loads unseen', () => {
  const WORKER = /hides which file it runs/;
  refused('renderer/bad.tsx', [
    [
      'in a worker of a URL that another file makes',
      "import { get as URL } from './keys/touch.ts';\nexport const bad = new Worker(new URL('./app.tsx', import.meta.url));",
      /has its own URL: give it another name/,
    ],
    ["by eval of a frame's window", "export const bad = (f: HTMLIFrameElement) => f.contentWindow?.eval('1');", /uses eval/],
    ['in a worker of a variable', 'export const bad = (url: string) => new Worker(url);', WORKER],
    ['in a worker of a path', "export const bad = new Worker('/core/store/file.ts');", WORKER],
    ['in a worker of a blob', "export const bad = new Worker(URL.createObjectURL(new Blob(['1'])));", WORKER],
    ['in a worker of window', "export const bad = new window.Worker('/x.js');", WORKER],
    ['in a shared worker', "export const bad = new SharedWorker('/x.js');", WORKER],
    ['in a worker under another name', "const W = Worker;\nexport const bad = new W('/x.js');", WORKER],
    ['in a worker that is made anew', "class W extends Worker {}\nexport const bad = new W('/x.js');", WORKER],
    ['in a worker by Reflect', "export const bad = Reflect.construct(Worker, ['/x.js']);", WORKER],
    ['in a worker beside another page', "export const bad = new Worker(new URL('./app.tsx', location.href));", WORKER],
    [
      'in a worker of a URL of its own',
      "class URL { href = '/x.js' }\nexport const bad = new Worker(new URL('./app.tsx', import.meta.url));",
      /has its own URL: give it another name/,
    ],
    ['in a worker of two files', "export const bad = (a: boolean) => new Worker(a ? new URL('./a.ts', import.meta.url) : 'b');", WORKER],
    ['by importScripts', "importScripts('/x.js');\nexport const bad = 1;", /uses importScripts/],
    ['by a script element', "export const bad = document.createElement('script');", /makes a script element/],
    ['by a tag', 'export const bad = <script src="/x.js" />;', /makes a script element/],
    ['by a text that waits', "setTimeout('alert(1)', 1);\nexport const bad = 1;", /gives setTimeout a text/],
    ['by a text of window that waits', `export const bad = (a: string) => window.setInterval(\`\${a}()\`, 1);`, /gives setInterval a text/],
  ]);
});

describe('a file that the table lets hide something', () => {
  it('may hide that alone', () => {
    rooms.plant('rescue/boot.ts', "import { bytes } from '../shared/base/bytes.ts';\nawait import(process.argv[bytes]);\neval('1');");
    expect(rooms.check().findings).toEqual([expect.stringMatching(/^rescue\/boot\.ts:3 uses eval/)]);
  });
});
