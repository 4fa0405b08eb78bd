using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Engagement.Silo.Azure.Tests.Hub;

/// <summary>Answers every request with the same.</summary>
internal sealed class HubAnswers(Func<Map?> body) : Amqp.Listener.IRequestProcessor
{
    public int Credit => 100;

    public void Process(Amqp.Listener.RequestContext requestContext) => requestContext.Complete(new Message
    {
        BodySection = new AmqpValue { Value = body() },
        ApplicationProperties = new ApplicationProperties { ["status-code"] = 200, ["status-description"] = "OK" },
    });
}
