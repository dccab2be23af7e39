/** The welcome of a server that asks nobody who they are. Whoever has been here before does not load it. */
import type { UserId } from '@webchat/client'
import { useLater } from '../browser'
import { Unreachable, Waiting } from './Waiting'

const load = () => import('../features/welcome').then(({ Welcome }) => Welcome)

/** It will be wanted if the server says so, and then at once. */
export function prepareWelcome(): void {
  load().catch(() => {})
}

interface LaterWelcomeProps {
  onChosen: (identity: { userId: UserId; name: string }) => void
}

export function LaterWelcome({ onChosen }: LaterWelcomeProps) {
  const { part: Welcome, failed, retry } = useLater(load, true)
  if (Welcome) return <Welcome onChosen={onChosen} />
  return failed ? <Unreachable onRetry={retry} /> : <Waiting />
}
