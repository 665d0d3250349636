import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Button, type ButtonProps } from '../../../renderer/kit/button.tsx';
import { Facts } from '../../../renderer/kit/facts.tsx';
import { Note } from '../../../renderer/kit/note.tsx';
import { Select, type SelectProps } from '../../../renderer/kit/select.tsx';
import { Sign, type SignProps } from '../../../renderer/kit/sign.tsx';
import { Table } from '../../../renderer/kit/table.tsx';
import { TextField, type TextFieldProps } from '../../../renderer/kit/text-field.tsx';
import { UtcTime } from '../../../renderer/kit/utc-time.tsx';

const html = (element: ReactElement): string => renderToStaticMarkup(element);
/** The value of an attribute of the first tag that matches. */
function attribute(markup: string, tag: string, name: string): string | null {
  const found = new RegExp(`<${tag}\\b[^>]*>`).exec(markup)?.[0] ?? '';
  return new RegExp(`\\s${name}="([^"]*)"`).exec(found)?.[1] ?? null;
}
const idsIn = (markup: string): Set<string> => new Set([...markup.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id ?? ''));

describe('a button', () => {
  const button = (props: Partial<ButtonProps>): string =>
    html(createElement(Button, { children: 'Store it', onPress: () => {}, ...props } as ButtonProps));

  it('says its words, and can be pressed', () => {
    expect(button({})).toContain('Store it');
    expect(attribute(button({}), 'button', 'aria-disabled')).toBeNull();
  });

  it('that is blocked stays reachable, and is described by its reason', () => {
    const markup = button({ blocked: 'A title is missing.' });
    expect(attribute(markup, 'button', 'disabled')).toBeNull();
    expect(attribute(markup, 'button', 'aria-disabled')).toBe('true');
    expect(markup).toContain('A title is missing.');
    expect(idsIn(markup)).toContain(attribute(markup, 'button', 'aria-describedby'));
  });

  it('that is blocked without words shows no empty reason', () => {
    expect(button({ blocked: '' })).not.toContain('class="reason"');
  });

  it('that is busy says what it does instead of its words', () => {
    const markup = button({ busy: 'Storing…' });
    expect(markup).toContain('Storing…');
    expect(markup).not.toContain('Store it');
    expect(attribute(markup, 'button', 'aria-disabled')).toBe('true');
  });

  it('sends no form while it is blocked or busy', () => {
    expect(attribute(button({ type: 'submit' }), 'button', 'type')).toBe('submit');
    expect(attribute(button({ type: 'submit', blocked: 'no' }), 'button', 'type')).toBe('button');
    expect(attribute(button({ type: 'submit', busy: 'now' }), 'button', 'type')).toBe('button');
  });

  it('carries what it is about for a screen reader alone', () => {
    expect(button({ of: 'Enable secret' })).toContain('<span class="vh"> Enable secret</span>');
  });

  it('is drawn by its kind', () => {
    expect(attribute(button({ kind: 'main', width: 'wide' }), 'button', 'class')).toBe('btn main wide');
    expect(attribute(button({}), 'button', 'class')).toBe('btn');
  });
});

describe('a select', () => {
  const options = [
    { value: 'mara', label: 'Mara' },
    { value: 'sam', label: 'Sam' },
  ] as const;
  const select = (props: Partial<SelectProps<'mara' | 'sam'>>): string =>
    html(createElement(Select<'mara' | 'sam'>, { label: 'Who', value: null, options, onChange: () => {}, ...props }));

  it('is labelled', () => {
    const markup = select({});
    expect(attribute(markup, 'label', 'for')).toBe(attribute(markup, 'select', 'id'));
  });

  it('shows its prompt only while nothing is chosen', () => {
    expect(select({ prompt: 'Choose' })).toContain('Choose');
    expect(select({ prompt: 'Choose', value: 'sam' })).not.toContain('Choose');
  });

  it('is invalid only with an error, which it shows', () => {
    expect(attribute(select({}), 'select', 'aria-invalid')).toBe('false');
    const markup = select({ error: 'Say who.' });
    expect(attribute(markup, 'select', 'aria-invalid')).toBe('true');
    expect(markup).toContain('Say who.');
  });

  it.each([
    ['nothing', {}],
    ['its hint', { hint: 'A custodian' }],
    ['its error', { error: 'Say who.' }],
    ['both', { hint: 'A custodian', error: 'Say who.' }],
  ])('is described by %s, and by nothing that is not there', (_what, props) => {
    const markup = select(props);
    const named = (attribute(markup, 'select', 'aria-describedby') ?? '').split(' ').filter((id) => id !== '');
    expect(named).toHaveLength(Object.keys(props).length);
    for (const id of named) expect(idsIn(markup)).toContain(id);
  });
});

describe('a text field', () => {
  const field = (props: Partial<TextFieldProps>): string =>
    html(createElement(TextField, { label: 'Title', value: '', onChange: () => {}, ...props }));

  it('is labelled, also where the label is hidden', () => {
    expect(field({})).toContain('Title');
    expect(attribute(field({ labelling: 'hidden' }), 'label', 'class')).toBe('lab vh');
  });

  it('hides a secret, and has the browser remember nothing', () => {
    expect(attribute(field({ kind: 'secret' }), 'input', 'type')).toBe('password');
    expect(attribute(field({ kind: 'secret' }), 'input', 'autoComplete')).toBe('off');
    expect(attribute(field({}), 'input', 'type')).toBe('text');
  });

  it('is an area of lines where it has lines', () => {
    expect(attribute(field({ kind: 'lines', rows: 5 }), 'textarea', 'rows')).toBe('5');
    expect(attribute(field({ kind: 'lines' }), 'textarea', 'rows')).toBe('3');
  });

  it('is invalid only with an error, which it shows', () => {
    expect(attribute(field({}), 'input', 'aria-invalid')).toBeNull();
    expect(attribute(field({ error: 'A title is missing.' }), 'input', 'aria-invalid')).toBe('true');
    expect(field({ error: 'A title is missing.' })).toContain('A title is missing.');
  });

  it('takes no more than its length', () => {
    expect(attribute(field({ maxLength: 60 }), 'input', 'maxLength')).toBe('60');
    expect(attribute(field({}), 'input', 'maxLength')).toBeNull();
  });
});

describe('a table', () => {
  const markup = html(
    createElement(Table<{ readonly id: string; readonly who: string }>, {
      caption: 'Members',
      columns: [
        { name: 'Name', kind: 'name', cell: ({ who }) => who },
        { name: 'Keys', kind: 'text', cell: () => '2' },
      ],
      rows: [{ id: 'm1', who: 'Mara' }],
      rowKey: ({ id }) => id,
    }),
  );

  it('has a caption, column headings and row headings', () => {
    expect(markup).toContain('<caption class="vh">Members</caption>');
    expect(markup).toContain('<th scope="col">Name</th>');
    expect(markup).toContain('<th scope="row">Mara</th>');
  });

  it('names each cell by its column, for where it is drawn as a card', () => {
    expect(attribute(markup, 'td', 'data-l')).toBe('Keys');
  });
});

describe('a note', () => {
  it.each([
    ['good', 'note good-note with-act'],
    ['care', 'note with-act'],
    ['bad', 'note bad-note with-act'],
  ] as const)('that is %s is told apart', (verdict, name) => {
    const markup = html(createElement(Note, { verdict, title: 'Log checked' }));
    expect(attribute(markup, 'div', 'class')).toBe(name);
    expect(markup).toContain('Log checked');
  });
});

describe('what stands beside words', () => {
  it('a sign says its words and hides its shape from screen readers', () => {
    const markup = html(createElement(Sign, { shape: 'good', tone: 'good' } as SignProps, 'Opens'));
    expect(markup).toContain('Opens');
    expect(attribute(markup, 'svg', 'aria-hidden')).toBe('true');
  });

  it('facts are names with their values', () => {
    const markup = html(createElement(Facts, { facts: [{ name: 'Head', value: '12' }, null] }));
    expect(markup).toContain('Head');
    expect(markup).toContain('12');
  });

  it('an instant has its day only where it is not today', () => {
    const at = Date.UTC(2026, 10, 3, 2, 46);
    expect(html(createElement(UtcTime, { at, now: at }))).toBe('<time dateTime="2026-11-03T02:46:00.000Z">02:46 UTC</time>');
    expect(html(createElement(UtcTime, { at, now: at + 86_400_000 }))).toContain('3 Nov, 02:46 UTC');
  });
});
