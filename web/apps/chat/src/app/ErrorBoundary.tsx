/** The page that is left when the program itself has failed. */
import { Component, type ReactNode } from 'react'
import { Blank, Button } from '../design'

export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <main className="flex h-full bg-surface">
        <Blank title="Something went wrong on this page" heading="h1">
          <p>Your messages are safe on the server, and what you were writing is kept in this browser.</p>
          <Button look="primary" onClick={() => location.reload()}>
            Load the page again
          </Button>
        </Blank>
      </main>
    )
  }
}
