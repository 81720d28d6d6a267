import type { CheckInVerdict } from '#shared/contract/views/examDay.ts';

/** How a verdict looks and sounds: go, look again, or stop. */
export type Tone = 'go' | 'look' | 'stop';

const tones: Readonly<Record<CheckInVerdict, Tone>> = {
  welcome: 'go',
  'already-in': 'look',
  'several-match': 'look',
  'wrong-room': 'stop',
  'wrong-day': 'stop',
  'too-early': 'look',
  late: 'stop',
  substituted: 'look',
  withdrawn: 'stop',
  'sitting-closed': 'stop',
  'other-batch': 'stop',
  'unknown-ticket': 'stop',
  'forged-ticket': 'stop',
};

/** The tone of a verdict; only `go` lets a person in without a second look. */
export function toneOf(verdict: CheckInVerdict): Tone {
  return tones[verdict];
}
