/** Asks for channels while one types: once for each pause, and only the last answer counts. */
import type { Channel } from '@webchat/client'
import { useEffect, useState } from 'react'

const PAUSE_MS = 200

interface Answer {
  readonly channels: readonly Channel[] | null
  readonly refusal: string | null
}

export function useFound(find: (query: string) => Promise<readonly Channel[]>, version: unknown) {
  const [query, setQuery] = useState('')
  const [answer, setAnswer] = useState<Answer>({ channels: null, refusal: null })
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again when something may have changed
  useEffect(() => {
    let isLast = true
    const ask = async () => {
      const next = await find(query.trim()).then(
        (channels): Answer => ({ channels, refusal: null }),
        (thrown): Answer => ({ channels: null, refusal: (thrown as Error).message }),
      )
      if (isLast) setAnswer(next)
    }
    const timer = setTimeout(() => void ask(), query === '' ? 0 : PAUSE_MS)
    return () => {
      isLast = false
      clearTimeout(timer)
    }
  }, [find, query, version, tries])
  const retry = () => {
    setAnswer({ channels: null, refusal: null })
    setTries(count => count + 1)
  }
  return { query, setQuery, ...answer, retry }
}
