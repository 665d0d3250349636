/** What each change sounds like, so that a state is told apart with closed eyes too. Made here, from no file. */

/** One tone or knock: when it begins and how long it lasts, in seconds; hertz; whether it glides to another pitch. */
interface Note {
  readonly at: number;
  readonly lasts: number;
  readonly hertz: number;
  readonly kind: 'tone' | 'knock';
}

const tone = (at: number, hertz: number, lasts = 0.22): Note => ({ at, hertz, lasts, kind: 'tone' });
const knock = (at: number): Note => ({ at, hertz: 190, lasts: 0.09, kind: 'knock' });

const SOUNDS = {
  sealed: [tone(0, 520), tone(0.24, 350, 0.34)],
  approved: [tone(0, 880, 0.07)],
  opened: [tone(0, 440), tone(0.24, 660, 0.34)],
  warning: [tone(0, 740, 0.3)],
} as const satisfies Readonly<Record<string, readonly Note[]>>;
export type Sound = keyof typeof SOUNDS;

/** Drill: a double wooden knock before any tone. Practice: one knock, and no tone. */
export function notesOf(sound: Sound, mode: 'drill' | 'practice' | null): readonly Note[] {
  if (mode === 'practice') return [knock(0)];
  if (mode === null) return SOUNDS[sound];
  return [knock(0), knock(0.14), ...SOUNDS[sound].map((note) => ({ ...note, at: note.at + 0.4 }))];
}

let context: AudioContext | null = null;

/** Plays it, where the machine can; a machine that cannot is silent and nothing else. */
export function play(notes: readonly Note[]): void {
  try {
    context ??= new AudioContext();
    const audio = context;
    void audio.resume();
    for (const note of notes) playNote(audio, note);
  } catch {
    // No audio device: every state is also a word, a shape and a pattern.
    context = null;
  }
}

function playNote(audio: AudioContext, note: Note): void {
  const start = audio.currentTime + note.at;
  const end = start + note.lasts;
  const gain = audio.createGain();
  const source = audio.createOscillator();
  source.type = note.kind === 'knock' ? 'triangle' : 'sine';
  source.frequency.setValueAtTime(note.hertz, start);
  if (note.kind === 'knock') source.frequency.exponentialRampToValueAtTime(70, end);
  gain.gain.setValueAtTime(0.0001, start);
  gain.gain.exponentialRampToValueAtTime(note.kind === 'knock' ? 0.5 : 0.22, start + 0.012);
  gain.gain.exponentialRampToValueAtTime(0.0001, end);
  source.connect(gain).connect(audio.destination);
  source.start(start);
  source.stop(end);
}
