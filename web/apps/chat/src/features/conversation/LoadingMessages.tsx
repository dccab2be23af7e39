/** The shape of a conversation that is being read. */
import { Bone, classes } from '../../design'

const SHAPES = [
  { mine: false, width: 'w-56 h-10' },
  { mine: false, width: 'w-72 h-16' },
  { mine: true, width: 'w-48 h-10' },
  { mine: false, width: 'w-64 h-10' },
  { mine: true, width: 'w-80 h-16' },
  { mine: true, width: 'w-40 h-10' },
]

export function LoadingMessages({ named }: { named: boolean }) {
  return (
    <div
      role="status"
      aria-label="Loading messages"
      className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden px-3 wide:px-4"
    >
      <div className="mx-auto flex w-full max-w-column flex-col gap-3 pb-4">
        {SHAPES.map(({ mine, width }) => (
          <div
            key={width + mine}
            className={classes('flex items-start gap-3', mine && !named && 'justify-end')}
          >
            {named && <Bone className="size-8 rounded-full" />}
            <Bone className={classes('max-w-[70%] rounded-bubble', width)} />
          </div>
        ))}
      </div>
    </div>
  )
}
