import {
  Briefcase,
  Camera,
  Clapperboard,
  Gem,
  Heart,
  PartyPopper,
  Sparkles,
  VenetianMask,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";

const icons: Record<string, LucideIcon> = {
  daily: Sparkles,
  interview: Briefcase,
  actor: Clapperboard,
  party: PartyPopper,
  wedding: Gem,
  prosthetic: VenetianMask,
  studio: Camera,
};

export function CategoryIcon({ code }: { code: string }) {
  const Icon = icons[code] ?? Heart;
  return <Icon size={26} strokeWidth={1.7} aria-hidden />;
}
