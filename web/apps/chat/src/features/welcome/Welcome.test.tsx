import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Welcome } from './Welcome'

function open(people: { userId: string; name: string }[] = []) {
  const fetch = vi.fn(async () => Response.json({ people }))
  vi.stubGlobal('fetch', fetch)
  const onChosen = vi.fn()
  render(<Welcome onChosen={onChosen} />)
  const write = (value: string) => fireEvent.change(screen.getByLabelText('Your name'), { target: { value } })
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Continue' })
  return { write, button, onChosen, fetch }
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the welcome', () => {
  it('takes a name and makes an id of it', () => {
    const { write, button, onChosen } = open()
    write('  Anna  Maria ')
    fireEvent.click(button)
    expect(onChosen).toHaveBeenCalledExactlyOnceWith({ userId: 'anna-maria', name: 'Anna Maria' })
  })

  it('waits for a name, and says when it is too long', () => {
    const { write, button } = open()
    expect(button.disabled).toBe(true)
    write('x'.repeat(65))
    expect(button.disabled).toBe(true)
    expect(screen.getByText('A name has up to 64 characters.')).toBeTruthy()
  })

  it('tells when somebody has been here under that name, and lets them in all the same', async () => {
    const { write, button, onChosen } = open([{ userId: 'anna', name: 'Anna' }])
    write('anna')
    await screen.findByText(/^Anna has been here before\./)
    fireEvent.click(button)
    expect(onChosen).toHaveBeenCalledOnce()
  })
})
