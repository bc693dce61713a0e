/**
 * Events of Chrome's JSON trace format, as far as they are written here: one field for each that its phase needs.
 * Instants and durations in µs. It knows nothing of requests.
 */

interface Placed {
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
}
type Arguments = Readonly<Record<string, string | number | boolean | null>>;

export type TraceEvent =
  /** A slice. */
  | (Placed & {
      readonly ph: 'X';
      readonly name: string;
      readonly cat: string;
      readonly dur: number;
      readonly args?: Arguments;
    })
  /** An instant on its track. */
  | (Placed & {
      readonly ph: 'i';
      readonly name: string;
      readonly cat: string;
      readonly s: 't';
      readonly args?: Arguments;
    })
  /** Begin and end of something that may overlap with its like. */
  | (Placed & {
      readonly ph: 'b' | 'e';
      readonly name: string;
      readonly cat: string;
      readonly id: string;
      readonly args?: Arguments;
    })
  /** An arrow between two slices. */
  | (Placed & { readonly ph: 's'; readonly name: string; readonly cat: string; readonly id: number })
  | (Placed & {
      readonly ph: 'f';
      readonly name: string;
      readonly cat: string;
      readonly id: number;
      readonly bp: 'e';
    })
  | (Placed & { readonly ph: 'C'; readonly name: string; readonly args: Readonly<Record<string, number>> })
  | {
      readonly ph: 'M';
      readonly name: 'process_name' | 'thread_name' | 'process_sort_index' | 'thread_sort_index';
      readonly pid: number;
      readonly tid: number;
      readonly args: Arguments;
    };

export const named = (
  kind: 'process_name' | 'thread_name',
  pid: number,
  tid: number,
  name: string,
): TraceEvent => ({
  ph: 'M',
  name: kind,
  pid,
  tid,
  args: { name },
});
