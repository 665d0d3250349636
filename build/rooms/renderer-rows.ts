import { type Rows, row } from './row.ts';

/** renderer/: the screens. A feature imports the rooms that every screen stands on, and another feature only where its row says so. */
export const rendererRows: Rows = {
  'renderer/face': row({ imports: '', node: 'no', doors: 'face.css follow-contrast.ts rooms.css' }),
  'renderer/words': row({
    imports: 'shared/domain',
    types: 'shared/base',
    node: 'no',
    folders: 'en/',
    doors: `
      catalogue.ts en/credential-words.ts en/emergency/spelling.ts error-words.ts list.ts rule-sentence.ts said.tsx
      time.ts words.ts
    `,
  }),
  'renderer/hooks': row({ imports: 'shared/base', node: 'no', doors: 'no-eval.ts ticking.ts use-command.ts' }),
  'renderer/border': row({
    imports: 'shared/base shared/contract renderer/hooks',
    node: 'no',
    doors: 'ask.ts ticker.ts use-pages.ts use-view.ts view-store.ts',
  }),
  'renderer/kit': row({
    imports: 'shared/base renderer/words renderer/border',
    node: 'no',
    doors: `
      button.tsx card.tsx checkbox.tsx choice.tsx countdown.tsx error-note.tsx facts.tsx icon.tsx live-region.tsx
      long-listbox.tsx long-rows.tsx mark.tsx menu-button.tsx note.tsx screen-body.tsx search-field.tsx select.tsx
      sheet.tsx sign.tsx table.tsx text-field.tsx utc-time.tsx
    `,
  }),
  'renderer/shell': row({
    imports: 'shared/base shared/domain renderer/words renderer/hooks renderer/border renderer/kit',
    types: 'shared/contract',
    node: 'no',
    doors: `
      activity.ts collector-fault.ts footer.tsx gone.tsx header.tsx keep-focus.ts leave-sheet.tsx look.ts screen.tsx
      seal.ts section.ts use-nav-state.ts use-settings.ts use-sounds.ts
    `,
  }),
  'renderer/keys': row({
    imports: 'shared/base shared/contract renderer/words renderer/border renderer/kit',
    node: 'no',
    doors: 'key-picture.tsx touch-panel.tsx use-touch.ts',
  }),
  'renderer/camera': row({
    imports: 'shared/base renderer/words renderer/border renderer/kit',
    node: 'no',
    doors: 'qr-picture.tsx qr.ts scan-sheet.tsx',
  }),
  'renderer/log': row({
    imports: `
      shared/base renderer/face renderer/words renderer/hooks renderer/border renderer/kit renderer/shell
      renderer/collector
    `,
    types: 'shared/contract',
    node: 'no',
    doors: 'log-section.tsx proof.tsx sentence.ts',
  }),
  'renderer/board': row({
    imports: 'renderer/words renderer/border renderer/kit renderer/shell renderer/keys renderer/closing',
    types: 'shared/contract',
    node: 'no',
    doors: 'board-screen.tsx',
  }),
  'renderer/declare': row({
    imports: 'shared/domain renderer/words renderer/hooks renderer/border renderer/kit renderer/shell',
    types: 'shared/base shared/contract',
    node: 'no',
    doors: 'declare-screen.tsx',
  }),
  'renderer/gathering': row({
    imports: `
      shared/domain renderer/words renderer/hooks renderer/border renderer/kit renderer/shell renderer/keys
    `,
    types: 'shared/contract',
    node: 'no',
    doors: 'gathering-screen.tsx gathering-section.tsx scope-words.ts',
  }),
  'renderer/opened': row({
    imports: `
      shared/base shared/domain shared/contract renderer/words renderer/hooks renderer/border renderer/kit
      renderer/shell renderer/gathering
    `,
    node: 'no',
    doors: 'credential-option.tsx field-name.ts opened-place.ts opened-screen.tsx',
  }),
  'renderer/closing': row({
    imports: `
      renderer/words renderer/hooks renderer/border renderer/kit renderer/shell renderer/keys renderer/opened
    `,
    types: 'shared/contract',
    node: 'no',
    doors: 'closing-screen.tsx missing-words.ts',
  }),
  'renderer/desk': row({
    imports: `
      shared/base shared/domain shared/contract renderer/face renderer/words renderer/hooks renderer/border renderer/kit
      renderer/shell renderer/keys renderer/camera
    `,
    node: 'no',
    doors: 'desk-section.tsx sit-down.tsx',
  }),
  'renderer/playbook': row({
    imports: `
      shared/base renderer/face renderer/words renderer/hooks renderer/border renderer/kit renderer/shell renderer/desk
    `,
    types: 'shared/contract',
    node: 'no',
    doors: 'playbook-section.tsx',
  }),
  'renderer/members': row({
    imports: `
      shared/domain renderer/face renderer/words renderer/border renderer/kit renderer/shell renderer/keys
    `,
    types: 'shared/contract',
    node: 'no',
    doors: 'members-section.tsx',
  }),
  'renderer/founding': row({
    imports: `
      shared/base shared/domain renderer/face renderer/words renderer/hooks renderer/border renderer/kit renderer/shell
      renderer/keys renderer/log
    `,
    types: 'shared/contract',
    node: 'no',
    doors: 'founding-section.tsx',
  }),
  'renderer/collector': row({
    imports: `
      renderer/face renderer/words renderer/hooks renderer/border renderer/kit renderer/shell renderer/camera
    `,
    types: 'shared/base shared/contract',
    node: 'no',
    doors: 'collector-section.tsx last-receipt.ts',
  }),
  'renderer/reports': row({
    imports: 'shared/base renderer/face renderer/words renderer/border renderer/kit renderer/shell',
    types: 'shared/contract',
    node: 'no',
    doors: 'reports-section.tsx',
  }),
  'renderer/settings': row({
    imports: 'renderer/face renderer/words renderer/hooks renderer/border renderer/kit renderer/shell',
    types: 'shared/contract',
    node: 'no',
    doors: 'settings-section.tsx',
  }),
  'renderer/start': row({
    imports: 'renderer/face renderer/words renderer/hooks renderer/border renderer/kit renderer/shell',
    types: 'shared/contract',
    node: 'no',
    doors: 'start-screen.tsx',
  }),
  renderer: row({
    imports: `
      renderer/face renderer/hooks renderer/border renderer/kit renderer/shell renderer/log renderer/board
      renderer/declare renderer/gathering renderer/opened renderer/closing renderer/desk renderer/playbook
      renderer/members renderer/founding renderer/collector renderer/reports renderer/settings renderer/start
    `,
    types: 'shared/contract',
    node: 'no',
    doors: '',
  }),
};
