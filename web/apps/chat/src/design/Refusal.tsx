/** Why something was refused, where it happened; announced when it appears. */
export function Refusal({ words }: { words: string | null }) {
  return (
    <p role="alert" className="text-ui wrap-anywhere text-danger empty:hidden">
      {words}
    </p>
  )
}
