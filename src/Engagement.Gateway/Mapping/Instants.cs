using NodaTime;

namespace Engagement.Gateway.Mapping;

internal static class Instants
{
    public static DateTimeOffset ToWire(this Instant instant) => instant.ToDateTimeOffset();

    public static DateTimeOffset? ToWire(this Instant? instant) => instant?.ToDateTimeOffset();
}
