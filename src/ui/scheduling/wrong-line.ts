/** The line that a refusal of a policy names, counted from 1; null when it names none. */
export function wrongLine(message: string): number | null {
  const line = /\bline (\d+)/.exec(message)?.[1];
  return line === undefined ? null : Number(line);
}
