// The page was asked to be printed: the readings that it shows are journaled as a print.
addEventListener("load", () => window.print());
