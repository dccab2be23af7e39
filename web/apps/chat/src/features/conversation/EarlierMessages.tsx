/**
 * At the top while there is more: it loads by itself, and can be pressed where it doesn't. It is there only when the
 * top is near, for otherwise Tab would lead to it, and with it far away from the end.
 */
import { Bone, Button } from '../../design'

export function EarlierMessages({ loading, onLoad }: { loading: boolean; onLoad: () => void }) {
  return (
    <div className="flex h-full items-center justify-center">
      {loading ? (
        <p role="status" className="flex items-center gap-2 text-small text-muted">
          <Bone className="size-2 rounded-full" /> Loading earlier messages
        </p>
      ) : (
        <Button onClick={onLoad} className="text-muted!">
          Show earlier messages
        </Button>
      )}
    </div>
  )
}
