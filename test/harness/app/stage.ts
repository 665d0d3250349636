/** What people do in the window, by the names that they read on it: shared by the rehearsal and the end-to-end tests. */
import { expect, type Locator, type Page } from '@playwright/test';
import { type VirtualKey, VirtualKeys } from './keys.ts';
import type { Running } from './running.ts';

export interface Person {
  readonly name: string;
  readonly roles: readonly ('Custodian' | 'Operator' | 'Steward' | 'Auditor')[];
}

/** A compartment and its rule: "3 of" everyone, or groups of which all must agree. */
export interface Drawn {
  readonly name: string;
  readonly summary: string;
  readonly rule:
    | { readonly need: number }
    | { readonly groups: readonly { readonly name: string; readonly need: number; readonly people: readonly string[] }[] };
}

export class Stage {
  readonly app: Running;
  readonly page: Page;
  readonly keys: VirtualKeys;
  readonly #keysOf = new Map<string, VirtualKey>();

  private constructor(app: Running, keys: VirtualKeys) {
    this.app = app;
    this.page = app.page;
    this.keys = keys;
  }

  static async of(app: Running): Promise<Stage> {
    return new Stage(app, await VirtualKeys.before(app.page));
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.button(name).click();
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name, level: 1 });
  }

  /** The key of that person and label; made when it is first asked for. */
  async key(person: string, label = '1'): Promise<VirtualKey> {
    const id = `${person} ${label}`;
    const known = this.#keysOf.get(id);
    if (known !== undefined) return known;
    const made = await this.keys.add(id);
    this.#keysOf.set(id, made);
    return made;
  }

  /** Founds a vault up to its first rehearsal, which is left open for the caller to seal. */
  async found(
    vault: string,
    people: readonly Person[],
    compartments: readonly Drawn[],
    at: (where: string) => Promise<void> = async () => {},
  ): Promise<void> {
    const { page } = this;
    await at('doors');
    await page.getByLabel('Name of the vault').fill(vault);
    await this.press('Begin the founding');
    await this.heading('What is it called?').waitFor();
    await at('founding-name');
    await this.press('Go on');
    await this.members(people);
    await at('founding-members');
    await this.press('Go on');
    for (const person of people) await this.enrol(person.name, '1');
    await at('founding-keys');
    await this.press('Go on');
    for (const compartment of compartments) {
      await this.draw(compartment, people);
      await at(`founding-rule-${compartment.name.toLowerCase()}`);
      await this.press('Keep this rule');
    }
    await at('founding-rules');
    await this.press('Go on');
    await this.heading('Sign and prove').waitFor();
    for (const { name } of people) await this.sign(name);
    await at('founding-sign');
    await this.press('Go on');
    await this.heading('The first rehearsal').waitFor();
    await at('founding-rehearse');
  }

  async members(people: readonly Person[]): Promise<void> {
    const { page } = this;
    await this.heading('Who are the members?').waitFor();
    for (const [i, { name, roles }] of people.entries()) {
      const field = page.getByLabel(`Name of person ${i + 1}`);
      if ((await field.count()) === 0) await this.press('Add a person');
      await field.fill(name);
      const group = page.getByRole('group', { name: new RegExp(`Roles of ${name}`) });
      const all = ['Custodian', 'Operator', 'Steward', 'Auditor'] as const;
      // First what the person has: nobody is ever without a role.
      for (const role of [...all.filter((one) => roles.includes(one)), ...all.filter((one) => !roles.includes(one))]) {
        const box = group.getByRole('checkbox', { name: role });
        if ((await box.isChecked()) !== roles.includes(role)) await group.getByText(role, { exact: true }).click();
      }
    }
  }

  /** Registers that person's key: one touch to create, two that must give the same secret. */
  async enrol(person: string, label: string): Promise<void> {
    await this.keys.present(await this.key(person, label));
    const list = this.page.getByRole('region', { name: 'People' });
    await list
      .getByRole('button', { name: label === '1' ? `Register key 1 of ${person}` : `Register the spare of ${person}, key ${label}` })
      .click();
    await expect(this.page.getByText(`Key ${label} of ${person} is registered`, { exact: false }).first()).toBeVisible();
    await this.keys.present(null);
  }

  /** Draws one compartment's rule, from the list or from the empty page. */
  async draw({ name, summary, rule }: Drawn, people: readonly Person[]): Promise<void> {
    const { page } = this;
    const field = page.getByRole('textbox', { name: 'Name', exact: true });
    await field.or(this.button('Add a compartment')).first().waitFor();
    if ((await field.count()) === 0) await this.press('Add a compartment');
    await field.fill(name);
    await page.getByRole('textbox', { name: 'What is in it' }).fill(summary);
    if ('need' in rule) return this.#need(rule.need, 'these people');
    const [first, ...others] = rule.groups;
    if (first === undefined) throw new Error('a rule of no groups');
    for (const person of people.filter(({ roles }) => roles.includes('Custodian'))) {
      if (!first.people.includes(person.name)) await this.press(`Take ${person.name} out of these people`);
    }
    await this.#need(first.need, 'these people');
    for (const [i, group] of others.entries()) {
      const [founder, ...more] = group.people;
      await this.press('Add a further group');
      await page.getByRole('menuitem', { name: `with ${founder}` }).click();
      const at = `Group ${i + 2}`;
      for (const person of more) {
        await this.press(`Add a custodian to ${at}`);
        await page.getByRole('menuitem', { name: person }).click();
      }
      await this.#need(group.need, at);
      await this.#rename(at, group.name);
    }
    await this.#rename('Group 1', first.name);
  }

  async #rename(group: string, name: string): Promise<void> {
    await this.press(`Rename ${group}`);
    const region = this.page.getByRole('region', { name: new RegExp(`of ${group}$`) });
    await region.getByLabel('Name of this group').fill(name);
    await this.page.keyboard.press('Enter');
  }

  /** Presses Fewer or More until the group asks for `need`. */
  async #need(need: number, group: string): Promise<void> {
    const region = this.page.getByRole('region', { name: new RegExp(`^\\d+ of ${group}$`) });
    for (;;) {
      const now = Number(((await region.getByRole('heading').first().textContent()) ?? '').replace(/\D.*$/s, ''));
      if (now === need) return;
      await region.getByRole('button', { name: now > need ? `One fewer of ${group}` : `One more of ${group}` }).click();
    }
  }

  async sign(person: string): Promise<void> {
    await this.keys.present(await this.key(person));
    await this.press(`Sign as ${person}`);
    await expect(this.page.getByText(`${person} has signed.`).first()).toBeAttached();
    await this.keys.present(null);
  }

  /** The first rehearsal is declared: the file was closed and read again. */
  async rehearse(operator: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Who uses the credentials in the rehearsal' }).selectOption({ label: operator });
    await this.press('Close, reopen and rehearse');
  }

  async declare(input: {
    kind: 'emergency' | 'drill';
    incident: string;
    operator: string;
    reason: string;
    scope: readonly string[];
    minutes?: number;
  }): Promise<void> {
    const { page } = this;
    await this.press(input.kind === 'drill' ? 'Drill' : 'Declare an emergency');
    await page.getByLabel(input.kind === 'drill' ? 'Drill reference' : 'Incident reference').fill(input.incident);
    await page.getByRole('combobox', { name: 'Operator: who will use the credentials' }).selectOption({ label: input.operator });
    await page.getByLabel(input.kind === 'drill' ? 'What is rehearsed' : 'What happened').fill(input.reason);
    for (const name of input.scope) await page.getByRole('checkbox', { name: new RegExp(`^${name}`) }).check({ force: true });
    if (input.minutes !== undefined) await page.getByText(`${input.minutes} min`, { exact: true }).click();
  }

  async send(kind: 'emergency' | 'drill'): Promise<void> {
    await this.press(kind === 'drill' ? 'Start this drill' : 'Send this request');
  }

  /** Chooses the name, reads, and approves with a touch. */
  async approve(person: string, label = '1'): Promise<void> {
    await this.choose(person);
    await this.keys.present(await this.key(person, label));
    await this.press('Approve with my key');
  }

  async choose(person: string): Promise<void> {
    await this.page.getByRole('list', { name: 'Names' }).getByRole('button', { name: person, exact: true }).click();
    await this.page.getByRole('heading', { name: new RegExp(`^${person}`) }).waitFor();
  }

  /** One after the other, until it opens. `at` is called with each one's consent before the touch. */
  async gather(people: readonly string[], at: (where: string) => Promise<void>, name: string): Promise<void> {
    for (const [i, person] of people.entries()) {
      await this.choose(person);
      await at(`${name}-consent-${i + 1}`);
      await this.keys.present(await this.key(person));
      await this.press('Approve with my key');
      const last = i === people.length - 1;
      const approved = this.page
        .getByRole('listitem')
        .filter({ hasText: person })
        .getByText(/^Approved/);
      await (last ? this.button(/^Seal now/) : approved).first().waitFor();
    }
    await this.keys.present(null);
  }

  async deny(person: string, reason: string): Promise<void> {
    await this.choose(person);
    await this.press('Deny, with a reason');
    await this.page.getByRole('textbox', { name: 'Why, in a sentence' }).fill(reason);
    await this.press('Deny');
    await this.page.getByText(`“${reason}”`).first().waitFor();
  }

  async room(name: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Rooms' })
      .getByRole('link', { name })
      .or(this.page.getByRole('navigation', { name: 'Rooms' }).getByRole('button', { name }))
      .first()
      .click();
  }

  async sitDown(person: string): Promise<void> {
    await this.keys.present(await this.key(person));
    await this.press(`Sit down as ${person}`);
    await this.button('Leave the desk').waitFor();
    await this.keys.present(null);
  }

  /** Fills the form of a deposit, and leaves it to `store`. */
  async deposit({
    kind,
    compartment,
    title,
    system,
    fields,
  }: {
    kind: string;
    compartment: string;
    title: string;
    system: string;
    fields: Readonly<Record<string, string>>;
  }): Promise<void> {
    await this.#form(kind, compartment, title, system);
    const typed = this.page.locator('input:not([type=radio]), textarea');
    for (const [label, value] of Object.entries(fields)) await this.page.getByLabel(label, { exact: true }).and(typed).fill(value);
  }

  async depositFile({ compartment, title, system }: { compartment: string; title: string; system: string }, path: string): Promise<void> {
    await this.#form('File', compartment, title, system);
    await this.answerOpen(path);
    await this.press('Choose a file');
    await this.button('Choose another').waitFor();
  }

  async store(): Promise<void> {
    await this.press('Store it');
    await this.button('Deposit another').waitFor();
    await this.press('Back to the directory');
  }

  async #form(kind: string, compartment: string, title: string, system: string): Promise<void> {
    const { page } = this;
    await this.press('Deposit a credential');
    await page.getByText(kind, { exact: true }).first().click();
    await page.getByRole('combobox', { name: 'Compartment' }).selectOption({ label: compartment });
    await page.getByRole('textbox', { name: 'Title' }).fill(title);
    await page.getByRole('textbox', { name: 'System' }).fill(system);
  }

  async importCsv(path: string, at: (where: string) => Promise<void>): Promise<void> {
    await this.press('Import from CSV');
    await this.answerOpen(path);
    await this.press('Choose a CSV file');
    await this.button(/^Store all/).waitFor();
    await at('import-preview');
    await this.press(/^Store all/);
    await this.button('Import another file').waitFor();
    await this.press('Back to the directory');
  }

  /** Chooses a credential of the open window. */
  async look(title: string, system?: string): Promise<void> {
    const { page } = this;
    await page
      .getByRole('searchbox')
      .or(page.getByRole('textbox', { name: /^Search/ }))
      .first()
      .fill(system === undefined ? title : `${system} ${title}`);
    await page
      .getByRole('option', { name: new RegExp(title) })
      .first()
      .click();
    await page
      .getByRole('heading', { name: new RegExp(title), level: 2 })
      .first()
      .waitFor();
  }

  async reveal(field: string): Promise<void> {
    await this.press(new RegExp(`^Reveal.*${field}`));
    await this.button('Hide').first().waitFor();
  }

  async large(field: string): Promise<void> {
    await this.press(new RegExp(`^Read large.*${field}`));
    await this.button('Hide now').waitFor();
  }

  async copy(field: string): Promise<void> {
    await this.press(new RegExp(`^Copy.*${field}`));
  }

  async back(): Promise<void> {
    await this.press('Hide now');
  }

  /** From anywhere, with one key. */
  async sealNow(): Promise<void> {
    await this.page.keyboard.press('F9');
    await this.button(/^Seal now/).waitFor({ state: 'detached' });
  }

  /** What the next open dialog of the system answers. */
  async answerOpen(path: string): Promise<void> {
    await this.app.main(({ dialog }, answer) => {
      Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths: [answer] }) });
    }, path);
  }

  async answerSave(path: string): Promise<void> {
    await this.app.main(({ dialog }, answer) => {
      Object.assign(dialog, { showSaveDialog: async () => ({ canceled: false, filePath: answer }) });
    }, path);
  }

  async answerFolder(path: string): Promise<void> {
    await this.answerOpen(path);
  }
}
