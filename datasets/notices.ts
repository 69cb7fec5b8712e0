/** Who hears what is worth knowing although all goes well, such as a file that was passed over for a sound one. */
let listener: (text: string) => void = (text) => console.warn(text)

export function onNotice(listen: (text: string) => void): void {
  listener = listen
}

export function notice(text: string): void {
  listener(text)
}
