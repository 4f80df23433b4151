// Matomo as the exemption from consent requires: this service alone, no query, no referrer, no user, a cookie of this
// very host that thirteen months end whatever the visits (Matomo counts them from the first one).
(function () {
  const { url, site } = document.currentScript.dataset;
  const DAY = 86400;
  const queue = (window._paq = window._paq || []);
  queue.push(["setTrackerUrl", `${url}/matomo.php`]);
  queue.push(["setSiteId", site]);
  queue.push(["setDoNotTrack", true]);
  queue.push(["setSecureCookie", location.protocol === "https:"]);
  queue.push(["setVisitorCookieTimeout", 393 * DAY]);
  queue.push(["setSessionCookieTimeout", 1800]);
  queue.push(["disableCampaignParameters"]);
  queue.push(["setCustomUrl", location.origin + location.pathname]);
  queue.push(["setReferrerUrl", ""]);
  queue.push(["trackPageView"]);
  const script = document.createElement("script");
  script.async = true;
  script.src = `${url}/matomo.js`;
  document.head.append(script);
})();
