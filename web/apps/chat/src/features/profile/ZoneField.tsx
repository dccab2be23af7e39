/** The time zone that others see my time by. What the device says is offered. */
import { useId, useMemo } from 'react'
import { TextButton } from '../../design'
import { detectedZone, zones } from './profileForm'

interface ZoneFieldProps {
  zone: string
  onZone: (zone: string) => void
}

export function ZoneField({ zone, onZone }: ZoneFieldProps) {
  const id = useId()
  const detected = useMemo(detectedZone, [])
  const all = useMemo(() => zones(zone), [zone])
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="text-ui font-medium">
        Time zone
      </label>
      <select
        id={id}
        value={zone}
        onChange={event => onZone(event.target.value)}
        className="field-type h-12 w-full rounded-card border border-outline bg-field px-3 text-ink"
      >
        <option value="">Not told</option>
        {all.map(name => (
          <option key={name} value={name}>
            {name.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
      <p className="text-small text-muted">
        {detected !== '' && detected !== zone ? (
          <>
            This device is in {detected.replaceAll('_', ' ')}.{' '}
            <TextButton onClick={() => onZone(detected)}>Use it</TextButton>
          </>
        ) : (
          'Others see what time it is for you.'
        )}
      </p>
    </div>
  )
}
