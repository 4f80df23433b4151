// The support chat, on pages that loaded this file because it was accepted: its cookie lives seven days, on this host alone.
(function () {
  const { url, website } = document.currentScript.dataset;
  window.$crisp = [];
  window.CRISP_WEBSITE_ID = website;
  window.CRISP_COOKIE_DOMAIN = location.hostname;
  window.CRISP_COOKIE_EXPIRE = 7 * 86400;
  const script = document.createElement("script");
  script.async = true;
  script.src = `${url}/l.js`;
  document.head.append(script);
})();
