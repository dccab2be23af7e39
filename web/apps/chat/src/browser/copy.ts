/** Puts a text into the clipboard, also where the page came over plain HTTP and has no clipboard of its own. */
export async function copyText(text: string, beside: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copySelected(text, beside)
  }
}

/** The old way: what is selected is copied. The field has to be where the focus may go, which is within the dialog. */
function copySelected(text: string, beside: HTMLElement): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'sr-only'
  beside.after(field)
  field.select()
  const copied = document.execCommand?.('copy') ?? false
  field.remove()
  beside.focus()
  return copied
}
