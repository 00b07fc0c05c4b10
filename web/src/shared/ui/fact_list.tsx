interface FactListProps {
  title: string;
  /** Facts without a value are left out. */
  facts: (readonly [name: string, value: React.ReactNode])[];
}

export function FactList({ title, facts }: FactListProps) {
  return (
    <section>
      <h2 className="mb-2 font-bold">{title}</h2>
      <dl className="divide-y divide-line rounded-xl border border-line bg-card px-4">
        {facts
          .filter(([, value]) => Boolean(value))
          .map(([name, value]) => (
            <div key={name} className="flex gap-4 py-3 text-sm">
              <dt className="w-24 shrink-0 text-ink-soft">{name}</dt>
              <dd className="grow font-medium whitespace-pre-line">{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
