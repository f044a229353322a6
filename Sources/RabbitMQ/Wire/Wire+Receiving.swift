import CRabbitMQ
import Glibc

extension Wire {
  /// The next frame, if one is complete; sends a heartbeat when one is due.
  ///
  /// Without `timeout` it never waits. The library's buffers are given back at every frame
  /// boundary, since a frame is copied out here and nothing of it is used later.
  func receive(timeout: Duration = .zero) throws(RabbitMQError) -> ServerFrame? {
    var frame = unsafe amqp_frame_t()
    var patience = timeout.timeval
    unsafe amqp_maybe_release_buffers(state)
    let status = unsafe amqp_simple_wait_frame_noblock(state, &frame, &patience)
    switch amqp_status_enum(status) {
    case AMQP_STATUS_OK: return try unsafe Self.decode(frame)
    case AMQP_STATUS_TIMEOUT: return nil
    default: throw Self.error(status)
    }
  }

  private static func decode(_ frame: amqp_frame_t) throws(RabbitMQError) -> ServerFrame {
    let channel = unsafe frame.channel
    switch unsafe Int32(frame.frame_type) {
    case AMQP_FRAME_METHOD:
      return .method(channel: channel, try unsafe ServerMethod(frame.payload.method))
    case AMQP_FRAME_HEADER:
      let header = unsafe frame.payload.properties
      guard unsafe Int32(header.class_id) == AMQP_BASIC_CLASS, let decoded = unsafe header.decoded
      else { throw .protocolViolation("a header of an unknown class") }
      let properties = unsafe decoded.assumingMemoryBound(to: amqp_basic_properties_t.self)
      return .header(
        channel: channel, bodySize: unsafe header.body_size,
        try unsafe MessageProperties(properties.pointee))
    case AMQP_FRAME_BODY:
      return .body(channel: channel, unsafe [UInt8](frame.payload.body_fragment))
    default:
      throw .protocolViolation("a frame of unknown type \(unsafe frame.frame_type)")
    }
  }
}

extension ServerMethod {
  fileprivate init(_ method: amqp_method_t) throws(RabbitMQError) {
    guard let decoded = unsafe method.decoded else {
      throw .protocolViolation("a method without arguments")
    }
    if let answer = unsafe Self.answer(method.id, decoded) {
      self = answer
    } else if let notice = unsafe Self.notice(method.id, decoded) {
      self = notice
    } else if let content = unsafe ContentMethod(method.id, decoded) {
      self = .content(content)
    } else {
      throw .protocolViolation("method 0x\(String(unsafe method.id, radix: 16)) is not expected")
    }
  }

  /// Methods that answer a call of ours.
  private static func answer(
    _ id: amqp_method_number_t, _ decoded: UnsafeMutableRawPointer
  ) -> ServerMethod? {
    switch id {
    case AMQP_CHANNEL_OPEN_OK_METHOD, AMQP_EXCHANGE_DECLARE_OK_METHOD,
      AMQP_EXCHANGE_DELETE_OK_METHOD, AMQP_EXCHANGE_BIND_OK_METHOD,
      AMQP_EXCHANGE_UNBIND_OK_METHOD, AMQP_QUEUE_BIND_OK_METHOD, AMQP_QUEUE_UNBIND_OK_METHOD,
      AMQP_BASIC_QOS_OK_METHOD, AMQP_CONFIRM_SELECT_OK_METHOD:
      return .done
    case AMQP_CONNECTION_OPEN_OK_METHOD: return .openConnectionOK
    case AMQP_CONNECTION_CLOSE_OK_METHOD: return .closeConnectionOK
    case AMQP_CHANNEL_CLOSE_OK_METHOD: return .closeChannelOK
    case AMQP_BASIC_GET_EMPTY_METHOD: return .getEmpty
    case AMQP_QUEUE_DECLARE_OK_METHOD:
      let answer = unsafe decoded.load(as: amqp_queue_declare_ok_t.self)
      return .declareQueueOK(
        QueueDeclaration(
          name: unsafe String(answer.queue), messageCount: unsafe answer.message_count,
          consumerCount: unsafe answer.consumer_count))
    case AMQP_QUEUE_DELETE_OK_METHOD:
      return .messageCount(unsafe decoded.load(as: amqp_queue_delete_ok_t.self).message_count)
    case AMQP_QUEUE_PURGE_OK_METHOD:
      return .messageCount(unsafe decoded.load(as: amqp_queue_purge_ok_t.self).message_count)
    case AMQP_BASIC_CONSUME_OK_METHOD:
      let answer = unsafe decoded.load(as: amqp_basic_consume_ok_t.self)
      return .consumeOK(consumerTag: unsafe String(answer.consumer_tag))
    case AMQP_BASIC_CANCEL_OK_METHOD:
      let answer = unsafe decoded.load(as: amqp_basic_cancel_ok_t.self)
      return .cancelOK(consumerTag: unsafe String(answer.consumer_tag))
    default: return nil
    }
  }

  /// Methods that the broker sends of its own accord.
  private static func notice(
    _ id: amqp_method_number_t, _ decoded: UnsafeMutableRawPointer
  ) -> ServerMethod? {
    switch id {
    case AMQP_CONNECTION_START_METHOD:
      let start = unsafe decoded.load(as: amqp_connection_start_t.self)
      return .startConnection(mechanisms: unsafe String(start.mechanisms))
    case AMQP_CONNECTION_SECURE_METHOD: return .secure
    case AMQP_CONNECTION_TUNE_METHOD:
      let tune = unsafe decoded.load(as: amqp_connection_tune_t.self)
      return .tune(
        channelMaximum: tune.channel_max, frameMaximum: tune.frame_max, heartbeat: tune.heartbeat)
    case AMQP_CONNECTION_CLOSE_METHOD:
      let close = unsafe decoded.load(as: amqp_connection_close_t.self)
      return .closeConnection(
        code: unsafe close.reply_code, text: unsafe String(close.reply_text))
    case AMQP_CONNECTION_BLOCKED_METHOD:
      let blocked = unsafe decoded.load(as: amqp_connection_blocked_t.self)
      return .blocked(reason: unsafe String(blocked.reason))
    case AMQP_CONNECTION_UNBLOCKED_METHOD: return .unblocked
    case AMQP_CHANNEL_CLOSE_METHOD:
      let close = unsafe decoded.load(as: amqp_channel_close_t.self)
      return .closeChannel(code: unsafe close.reply_code, text: unsafe String(close.reply_text))
    case AMQP_CHANNEL_FLOW_METHOD:
      return .flow(active: unsafe decoded.load(as: amqp_channel_flow_t.self).active != 0)
    case AMQP_BASIC_CANCEL_METHOD:
      let cancel = unsafe decoded.load(as: amqp_basic_cancel_t.self)
      return .cancel(
        consumerTag: unsafe String(cancel.consumer_tag),
        isReplyExpected: unsafe cancel.nowait == 0)
    case AMQP_BASIC_ACK_METHOD:
      let ack = unsafe decoded.load(as: amqp_basic_ack_t.self)
      return .ack(tag: ack.delivery_tag, multiple: ack.multiple != 0)
    case AMQP_BASIC_NACK_METHOD:
      let nack = unsafe decoded.load(as: amqp_basic_nack_t.self)
      return .nack(tag: nack.delivery_tag, multiple: nack.multiple != 0)
    default: return nil
    }
  }
}

extension ContentMethod {
  fileprivate init?(_ id: amqp_method_number_t, _ decoded: UnsafeMutableRawPointer) {
    switch id {
    case AMQP_BASIC_DELIVER_METHOD:
      let deliver = unsafe decoded.load(as: amqp_basic_deliver_t.self)
      self = .deliver(
        consumerTag: unsafe String(deliver.consumer_tag), tag: unsafe deliver.delivery_tag,
        redelivered: unsafe deliver.redelivered != 0, exchange: unsafe String(deliver.exchange),
        routingKey: unsafe String(deliver.routing_key))
    case AMQP_BASIC_RETURN_METHOD:
      let returned = unsafe decoded.load(as: amqp_basic_return_t.self)
      self = .returned(
        code: unsafe returned.reply_code, text: unsafe String(returned.reply_text),
        exchange: unsafe String(returned.exchange),
        routingKey: unsafe String(returned.routing_key))
    case AMQP_BASIC_GET_OK_METHOD:
      let answer = unsafe decoded.load(as: amqp_basic_get_ok_t.self)
      self = .getOK(
        tag: unsafe answer.delivery_tag, redelivered: unsafe answer.redelivered != 0,
        exchange: unsafe String(answer.exchange), routingKey: unsafe String(answer.routing_key),
        messageCount: unsafe answer.message_count)
    default: return nil
    }
  }
}
