// Runs before the first paint: an explicit choice of theme beats the system's.
try {
  const choice = localStorage.getItem("meme.theme");
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
  const language = localStorage.getItem("meme.language");
  if (language === "ko" || language === "en") document.documentElement.lang = language;
} catch {
  // Storage can be forbidden; the system's choice stands.
}
