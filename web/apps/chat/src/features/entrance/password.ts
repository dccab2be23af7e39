/** What the server takes as a password. */

const LEAST = 8
const MOST = 256

export const PASSWORD_RULE = `At least ${LEAST} characters. A few words that belong together only for you are good.`

export function isPassword(text: string): boolean {
  const length = [...text].length
  return length >= LEAST && length <= MOST
}
