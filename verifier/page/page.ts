import { followContrast } from '../../renderer/face/follow-contrast.ts';
import type { VerifierAnswer } from '../message.ts';
import { askWorker } from './ask-worker.ts';
import { type ChosenFiles, chosenFiles, chosenSentence, droppedFiles } from './chosen-files.ts';
import { element } from './element.ts';
import { hideAnswer, showAnswer } from './show-answer.ts';

let files: ChosenFiles = new Map();
let asked = new AbortController();

followContrast();
setupChoosing();
setupDropping();
setupVerifying();

function setupChoosing(): void {
  for (const id of ['folder', 'files']) {
    const input = element(id, HTMLInputElement);
    element(`choose-${id}`, HTMLButtonElement).addEventListener('click', () => input.click());
    input.addEventListener('change', () => {
      choose(chosenFiles(input.files ?? []));
      input.value = ''; // so that choosing the same again is a change
    });
  }
}

function setupDropping(): void {
  const place = element('drop', HTMLElement);
  // Anywhere in the page: a file dropped beside the place would else take the page away.
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    place.classList.add('over');
  });
  document.addEventListener('dragleave', () => place.classList.remove('over'));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    place.classList.remove('over');
    if (event.dataTransfer !== null) void droppedFiles(event.dataTransfer.items).then(choose, unreadable);
  });
}

function setupVerifying(): void {
  const form = element('form', HTMLFormElement);
  form.addEventListener('input', forget);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    forget();
    void verify(asked.signal);
  });
}

async function verify(signal: AbortSignal): Promise<void> {
  const working = element('working', HTMLElement);
  const progress = element('progress', HTMLProgressElement);
  progress.value = 0;
  working.hidden = false;
  const question = {
    files,
    vkey: element('vkey', HTMLInputElement).value,
    anchors: element('anchors', HTMLTextAreaElement).value,
    policy: element('policy', HTMLTextAreaElement).value,
  };
  const answer = await askWorker(question, (part) => (progress.value = part), signal).catch(noWorker);
  working.hidden = true;
  showAnswer(answer);
}

function noWorker(error: unknown): VerifierAnswer {
  const why = error instanceof Error ? error.message : String(error);
  return { outcome: 'none', lines: ['This browser could not begin the check. Open this page in a newer one.', why] };
}

function choose(chosen: ChosenFiles): void {
  forget();
  files = chosen;
  element('chosen', HTMLElement).textContent = chosenSentence(chosen);
}

function unreadable(): void {
  forget();
  files = new Map();
  element('chosen', HTMLElement).textContent = 'What you dropped cannot be read. Choose the folder with the button.';
}

/** An answer, or a check that still runs, is about what was chosen before. */
function forget(): void {
  asked.abort();
  asked = new AbortController();
  element('working', HTMLElement).hidden = true;
  hideAnswer();
}
