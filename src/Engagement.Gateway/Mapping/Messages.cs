using Engagement.Core.Messages;

namespace Engagement.Gateway.Mapping;

internal static class Messages
{
    public static Wire.Message ToWire(this QueuedMessage message) => new(
        message.Delivery.Value,
        message.Campaign.Value,
        message.Variant,
        message.Kind.ToWire(),
        new Wire.RawJson(message.Content),
        new Wire.MessageDisplay([.. message.Display.Screens], message.Display.Interrupt.ToWire(), message.Display.Dismissible),
        message.Locale,
        message.RightToLeft ? "rtl" : "ltr",
        message.Expires.ToWire(),
        message.Presented ? message.Sequence : null);
}
