/** One of a few, from a list that the browser shows in its own way. */
import { ChevronDown } from 'lucide-react'
import { useId } from 'react'

interface SelectProps {
  label: string
  options: readonly { readonly value: string; readonly label: string }[]
  value: string
  onChange: (value: string) => void
}

export function Select({ label, options, value, onChange }: SelectProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="text-ui font-medium">
        {label}
      </label>
      <div className="relative grid">
        <select
          id={id}
          value={value}
          onChange={event => onChange(event.target.value)}
          className="field-type h-12 appearance-none rounded-card border border-outline bg-field pr-10 pl-4 text-ink outline-offset-0"
        >
          {options.map(option => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          size={16}
          className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-muted"
        />
      </div>
    </div>
  )
}
