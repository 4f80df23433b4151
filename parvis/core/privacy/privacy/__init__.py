

from parvis.core.privacy.privacy import accountability, platform, promises, published, retention, rights

__all__ = ["accountability", "platform", "promises", "published", "retention", "rights"]
