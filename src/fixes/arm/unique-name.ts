/** The wanted name, or one with the first number from 2 that is not taken. */
export function uniqueName(wanted: string, isTaken: (name: string) => boolean, separator = ''): string {
  if (!isTaken(wanted)) return wanted;
  for (let n = 2; ; n++) if (!isTaken(`${wanted}${separator}${n}`)) return `${wanted}${separator}${n}`;
}
