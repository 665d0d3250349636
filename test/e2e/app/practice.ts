/** The practice vault in the real app, where a press on the screen is the touch: what most of these tests begin with. */
import { rmSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import type { View } from '../../../shared/contract/view.ts';
import { freshFolder, startApp } from '../../harness/app/app.ts';
import { askAnything } from '../../harness/app/ask-page.ts';
import type { Running } from '../../harness/app/running.ts';
import { Stage } from '../../harness/app/stage.ts';

/** What a busy machine may take for one act of a person. */
export const PATIENCE_MS = 60_000;

/** Three who open Network together while Ito asks for it. */
export const QUORUM = ['Mara Lindqvist', 'Sam Rivera', 'Lena Okafor'] as const;

export class Practice {
  readonly app: Running;
  readonly page: Page;
  readonly stage: Stage;

  private constructor(stage: Stage) {
    this.app = stage.app;
    this.page = stage.page;
    this.stage = stage;
  }

  /** The app in this folder, at its doors; in a new folder where none is given. */
  static async atTheDoors(userData = freshFolder()): Promise<Practice> {
    const app = await startApp({ userData });
    noteHost(app);
    app.page.setDefaultTimeout(PATIENCE_MS);
    const practice = new Practice(await Stage.of(app));
    await practice.page.getByRole('heading', { level: 1 }).first().waitFor();
    return practice;
  }

  /** The app with its practice vault open, and sealed. */
  static async start(userData?: string): Promise<Practice> {
    const practice = await Practice.atTheDoors(userData);
    await practice.stage.press('Start practising');
    await practice.stage.heading('PRACTICE: SEALED').waitFor();
    return practice;
  }

  async declare(kind: 'emergency' | 'drill' = 'emergency', incident = 'INC-4471'): Promise<void> {
    const { stage } = this;
    await stage.declare({ kind, incident, operator: 'Ito Kenji', reason: 'Nobody can sign in to the routers.', scope: ['Network'] });
    await stage.send(kind);
    await stage.heading(/GATHERING/).waitFor();
  }

  /** Presses the simulated key that is asked for. */
  async touch(label = '1'): Promise<void> {
    await this.stage.press(`Touch key ${label}`);
  }

  async approve(person: string, label = '1'): Promise<void> {
    await this.stage.choose(person);
    await this.stage.press('Approve with my key');
    await this.touch(label);
  }

  /** The status that stands beside this custodian. */
  status(person: string): Locator {
    return this.page.getByRole('list', { name: 'Custodians' }).getByRole('listitem').filter({ hasText: person });
  }

  async gather(): Promise<void> {
    for (const person of QUORUM) {
      await this.approve(person);
      if (person !== QUORUM.at(-1)) await expect(this.status(person)).toContainText('Approved', { timeout: PATIENCE_MS });
    }
    await this.stage.heading(/OPEN/).waitFor();
  }

  async open(kind: 'emergency' | 'drill' = 'emergency', incident?: string): Promise<void> {
    await this.declare(kind, incident);
    await this.gather();
  }

  async sitDown(person: string): Promise<void> {
    await this.stage.room('Directory');
    await this.stage.press(`Sit down as ${person}`);
    await this.touch();
    await this.stage.button('Leave the desk').waitFor();
  }

  async readLarge(field: string): Promise<void> {
    await this.stage.press(`Read large ${field}`);
    await this.stage.button('Hide now').waitFor();
  }

  async seal(): Promise<void> {
    await this.page.keyboard.press('F9');
    await this.stage.heading(/SEALED/).waitFor();
  }

  /** The snapshot that main would push now. */
  async view(): Promise<View> {
    return (await this.value('app.view', {})) as View; // main parses it before it leaves
  }

  /** A call as the page's own scripts make it. Throws for a refusal. */
  async value(name: string, input: unknown): Promise<unknown> {
    const reply = await askAnything(this.page, name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.code} ${reply.message}`);
    return reply.value;
  }

  /** The code of a refusal; null when it was not refused. */
  async refusal(name: string, input: unknown): Promise<string | null> {
    const reply = await askAnything(this.page, name, input);
    return reply.ok ? null : reply.code;
  }

  /** Ends the app and removes its folder. */
  async end(): Promise<void> {
    await this.app.close();
    rmSync(this.app.userData, { recursive: true, force: true });
  }
}

/** Says on which host the test at hand runs. */
export function noteHost(app: Running): void {
  test.info().annotations.push({ type: 'host', description: app.kind });
}
